import { randomBytes, randomInt } from 'node:crypto'
import { invalid } from '../../../shared/http/check.ts'
import type { PageReply } from '../../../shared/http/route.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import { framed, type Page } from '../../../web/site/layout.ts'
import { checkPage, sayPage, twicePage } from '../../../web/site/pages/say.ts'
import { type ReceiveDeps, receive } from '../commands/receive.ts'
import { readWords, type Words } from '../domain/words.ts'
import type { Open } from '../reads/open-notices.ts'
import { isClientKey, mintClientKey } from '../receipt/codes.ts'
import type { ReceiptCookie } from './receipt-cookie.ts'
import { drawOrder, type Fields, sayView } from './say-view.ts'

export const page = async (shown: Page, status = 200): Promise<PageReply> => ({ status, html: await framed(shown) })

const MAX_INT = 2 ** 32

/** An empty form, or one with what was typed into another that no longer holds. */
export function freshForm({ mac, now }: Pick<ReceiveDeps, 'mac' | 'now'>, open: Open, values: Fields) {
  const key = mintClientKey(mac, open.notice.matter, randomBytes(18).toString('base64url'))
  return sayView(open, { key, order: drawOrder(() => randomInt(MAX_INT - 1) / MAX_INT), values, at: now() })
}

/** One form, wherever it is: fresh, with errors, to be checked, sent. What was typed comes back in each case. */
export async function onForm(deps: ReceiveDeps, cookie: ReceiptCookie, open: Open, fields: Fields): Promise<PageReply> {
  const { key = '', order = '', step = 'check', ...values } = fields
  if (!isClientKey(deps.mac, open.notice.matter, key)) {
    const note = '这张表已经失效,换了一张新的。您填写的内容都在,请再点一次「下一步」。'
    return page(sayPage({ ...freshForm(deps, open, values), note }))
  }
  const view = sayView(open, { key, order, values, at: deps.now() })
  if (step === 'edit') return page(sayPage(view))
  const { words, issues } = readWords(values, open.villages)
  if (issues) return page(sayPage({ ...view, problems: firstOfEachField(issues) }), 400)
  if (step !== 'send') return page(checkPage(view))
  return send(deps, cookie, open, key, words).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'duplicate') return page(twicePage(view), 409)
    throw error
  })
}

async function send(
  deps: ReceiveDeps,
  cookie: ReceiptCookie,
  open: Open,
  key: string,
  words: Words,
): Promise<PageReply> {
  const receipt = await receive(deps, open.notice, key, words)
  const cookies = [cookie.write({ ...receipt, accusation: words.kind === 'accusation' }, deps.now())]
  return { redirect: '/receipt', cookies }
}

type Issues = Extract<ReturnType<typeof readWords>, { readonly words?: never }>['issues']

function firstOfEachField(issues: Issues) {
  const problems = issues.map((i) => ({ field: String(i.path[0] ?? 'text'), message: i.message }))
  return problems.filter((p, i) => problems.findIndex((q) => q.field === p.field) === i)
}

/** For scripts and for people who build a form of their own: JSON in, receipt out. A key is given with the form. */
export async function onJson(
  deps: ReceiveDeps,
  open: Open,
  fields: Readonly<Record<string, unknown>>,
): Promise<PageReply> {
  const { key, ...values } = fields
  if (typeof key !== 'string' || !isClientKey(deps.mac, open.notice.matter, key)) {
    throw new Refusal('invalid', '缺少有效的 key:请先打开表单页取得。', {
      fields: [{ field: 'key', message: '从表单页取得' }],
    })
  }
  const { words, issues } = readWords(values, open.villages)
  if (issues) throw invalid(issues)
  const receipt = await receive(deps, open.notice, key, words)
  return { status: 201, content: { type: 'application/json; charset=utf-8', body: JSON.stringify(receipt) } }
}
