import { randomBytes, randomInt } from 'node:crypto'
import { type BoundRoute, bind } from '../../shared/http/bind.ts'
import { invalid } from '../../shared/http/check.ts'
import type { PageReply } from '../../shared/http/route.ts'
import { spokenInstant } from '../../shared/kernel/clock.ts'
import { groupCode } from '../../shared/kernel/ids.ts'
import { Refusal } from '../../shared/kernel/refusal.ts'
import { framed, type Page } from '../../web/site/layout.ts'
import { foundPage, lookUpPage } from '../../web/site/pages/lookup.ts'
import { noReceiptPage, receiptPage } from '../../web/site/pages/receipt.ts'
import { checkPage, sayPage, twicePage } from '../../web/site/pages/say.ts'
import { isClientKey, mintClientKey } from './codes.ts'
import { lookUp, withdraw } from './commands/look-up.ts'
import { type ReceiveDeps, receive } from './commands/receive.ts'
import { pages } from './contract.ts'
import { readWords, type Words } from './domain/words.ts'
import { type Open, openNotices } from './notices.ts'
import { receiptCookie } from './receipt-cookie.ts'
import { drawOrder, type Fields, sayView } from './say-view.ts'

export interface PublicDeps extends ReceiveDeps {
  readonly publicUrl: string
  readonly qr: (text: string) => Promise<string>
}

const page = async (shown: Page, status = 200, more: Partial<PageReply> = {}): Promise<PageReply> => ({
  status,
  html: await framed(shown),
  ...more,
})

/** A repeated field counts with its last value, as a browser's own forms never send one twice. */
const flat = (fields: Readonly<Record<string, string | string[]>>): Fields =>
  Object.fromEntries(Object.entries(fields).map(([k, v]) => [k, Array.isArray(v) ? (v.at(-1) ?? '') : v]))

const MAX_INT = 2 ** 32

export function publicHttp(deps: PublicDeps): BoundRoute[] {
  const { mac, now } = deps
  const notices = openNotices(deps.matters, now)
  const cookie = receiptCookie(mac, deps.publicUrl)

  const opened = async (matter: string): Promise<Open> => {
    const open = await notices(matter)
    if (!open) throw new Refusal('not-found', '没有找到这个事项,或者它还没有公示。')
    return open
  }
  const blank = (open: Open, values: Fields) => {
    const key = mintClientKey(mac, open.notice.matter, randomBytes(18).toString('base64url'))
    return sayView(open, { key, order: drawOrder(() => randomInt(MAX_INT - 1) / MAX_INT), values, at: now() })
  }

  /** One form, wherever it is: fresh, with errors, to be checked, sent. What was typed comes back in each case. */
  const onForm = async (open: Open, fields: Fields): Promise<PageReply> => {
    const { key = '', order = '', step = 'check', ...values } = fields
    if (!isClientKey(mac, open.notice.matter, key)) {
      return page(
        sayPage({
          ...blank(open, values),
          note: '这张表已经失效,换了一张新的。您填写的内容都在,请再点一次「下一步」。',
        }),
      )
    }
    const view = sayView(open, { key, order, values, at: now() })
    if (step === 'edit') return page(sayPage(view))
    const { words, issues } = readWords(values, open.villages)
    if (issues) {
      const problems = issues.map((i) => ({ field: String(i.path[0] ?? 'text'), message: i.message }))
      return page(
        sayPage({ ...view, problems: problems.filter((p, i) => problems.findIndex((q) => q.field === p.field) === i) }),
        400,
      )
    }
    if (step !== 'send') return page(checkPage(view))
    return send(open, key, words).catch((error: unknown) => {
      if (error instanceof Refusal && error.code === 'duplicate') return page(twicePage(view), 409)
      throw error
    })
  }

  const send = async (open: Open, key: string, words: Words): Promise<PageReply> => {
    const receipt = await receive(deps, open.notice, key, words)
    const kept = cookie.write({ ...receipt, accusation: words.kind === 'accusation' }, now())
    return { redirect: '/receipt', cookies: [kept] }
  }

  /** For scripts and for people who build a form of their own: JSON in, receipt out. A key is given with the form. */
  const onJson = async (open: Open, fields: Readonly<Record<string, unknown>>): Promise<PageReply> => {
    const { key, ...values } = fields
    if (typeof key !== 'string' || !isClientKey(mac, open.notice.matter, key)) {
      throw new Refusal('invalid', '缺少有效的 key:请先打开表单页取得。', {
        fields: [{ field: 'key', message: '从表单页取得' }],
      })
    }
    const { words, issues } = readWords(values, open.villages)
    if (issues) throw invalid(issues)
    const receipt = await receive(deps, open.notice, key, words)
    return { status: 201, content: { type: 'application/json; charset=utf-8', body: JSON.stringify(receipt) } }
  }

  return [
    bind(pages.form, async ({ params }) => page(sayPage(blank(await opened(params.matter), {})))),
    bind(pages.send, async ({ params, body, form }) => {
      const open = await opened(params.matter)
      return form ? onForm(open, flat(body)) : onJson(open, body)
    }),
    bind(pages.receipt, async ({ cookies }) => {
      const kept = cookie.read(cookies, now())
      const open = kept && (await notices(kept.matter))
      if (!kept || !open) return page(noReceiptPage())
      const { receivedAt, code, ...rest } = kept
      const receivedSpoken = spokenInstant(new Date(receivedAt))
      const qr = await deps.qr(`${deps.publicUrl}/lookup`)
      return page(receiptPage({ ...rest, title: open.title, code: groupCode(code), receivedSpoken, qr }))
    }),
    bind(pages.lookUpForm, async () => page(lookUpPage({}, []))),
    bind(pages.lookUp, async ({ body }) => {
      const values = flat(body)
      const matter = (values.matter ?? '').trim().toUpperCase()
      const open = await notices(matter)
      try {
        const found = await lookUp(deps, open?.notice, values.code ?? '', values.password ?? '')
        const receivedSpoken = spokenInstant(new Date(found.receivedAt))
        return page(foundPage({ ...found, matter, title: open?.title ?? '', code: values.code ?? '', receivedSpoken }))
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'not-found') throw error
        return page(lookUpPage({ ...values, matter }, [{ field: 'code', message: error.message }]), 404)
      }
    }),
    bind(pages.withdraw, async ({ body }) => {
      const values = flat(body)
      const open = await notices((values.matter ?? '').trim().toUpperCase())
      await withdraw(deps, open?.notice, values.code ?? '')
      const found = await lookUp(deps, open?.notice, values.code ?? '', '')
      const receivedSpoken = spokenInstant(new Date(found.receivedAt))
      return page(
        foundPage({
          ...found,
          matter: values.matter ?? '',
          title: open?.title ?? '',
          code: values.code ?? '',
          receivedSpoken,
        }),
      )
    }),
  ]
}
