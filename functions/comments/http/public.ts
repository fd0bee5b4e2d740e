import { type BoundRoute, bind } from '../../../shared/http/bind.ts'
import type { PageReply } from '../../../shared/http/route.ts'
import { spokenInstant } from '../../../shared/kernel/clock.ts'
import { groupCode } from '../../../shared/kernel/ids.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import { foundPage, lookUpPage } from '../../../web/site/pages/lookup.ts'
import { noReceiptPage, receiptPage } from '../../../web/site/pages/receipt.ts'
import { sayPage } from '../../../web/site/pages/say.ts'
import type { ReceiveDeps } from '../commands/receive.ts'
import { withdraw } from '../commands/withdraw.ts'
import { pages } from '../contract.ts'
import { type Found, lookUp } from '../reads/look-up.ts'
import { type Open, openNotices } from '../reads/open-notices.ts'
import { receiptCookie } from './receipt-cookie.ts'
import { freshForm, onForm, onJson, page } from './say.ts'
import type { Fields } from './say-view.ts'

export interface PublicDeps extends ReceiveDeps {
  readonly publicUrl: string
  readonly qr: (text: string) => Promise<string>
}

/** A repeated field counts with its last value, as a browser's own forms never send one twice. */
const flat = (fields: Readonly<Record<string, string | string[]>>): Fields =>
  Object.fromEntries(Object.entries(fields).map(([k, v]) => [k, Array.isArray(v) ? (v.at(-1) ?? '') : v]))

export function publicHttp(deps: PublicDeps): BoundRoute[] {
  const notices = openNotices(deps.matters, deps.now)
  const cookie = receiptCookie(deps.mac, deps.publicUrl)
  const opened = async (matter: string): Promise<Open> => {
    const open = await notices(matter)
    if (!open) throw new Refusal('not-found', '没有找到这个事项,或者它还没有公示。')
    return open
  }
  return [
    bind(pages.form, async ({ params }) => page(sayPage(freshForm(deps, await opened(params.matter), {})))),
    bind(pages.send, async ({ params, body, form }) => {
      const open = await opened(params.matter)
      return form ? onForm(deps, cookie, open, flat(body)) : onJson(deps, open, body)
    }),
    bind(pages.receipt, async ({ cookies }) => {
      const receipt = cookie.read(cookies, deps.now())
      const open = receipt && (await notices(receipt.matter))
      if (!receipt || !open) return page(noReceiptPage())
      const { receivedAt, code, ...rest } = receipt
      const receivedSpoken = spokenInstant(new Date(receivedAt))
      const qr = await deps.qr(`${deps.publicUrl}/lookup`)
      return page(receiptPage({ ...rest, title: open.title, code: groupCode(code), receivedSpoken, qr }))
    }),
    bind(pages.lookUpForm, async () => page(lookUpPage({}, []))),
    bind(pages.lookUp, async ({ body }) => {
      const values = flat(body)
      const matter = numberIn(values)
      const open = await notices(matter)
      try {
        const found = await lookUp(deps.matters, open?.notice, values.code ?? '', values.password ?? '')
        return showFound(found, open, { ...values, matter })
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'not-found') throw error
        return page(lookUpPage({ ...values, matter }, [{ field: 'code', message: error.message }]), 404)
      }
    }),
    bind(pages.withdraw, async ({ body }) => {
      const values = flat(body)
      const open = await notices(numberIn(values))
      await withdraw(deps, open?.notice, values.code ?? '')
      return showFound(await lookUp(deps.matters, open?.notice, values.code ?? '', ''), open, values)
    }),
  ]
}

const numberIn = ({ matter = '' }: Fields) => matter.trim().toUpperCase()

function showFound(found: Found, open: Open | undefined, { matter = '', code = '' }: Fields): Promise<PageReply> {
  const receivedSpoken = spokenInstant(new Date(found.receivedAt))
  return page(foundPage({ ...found, matter, title: open?.title ?? '', code, receivedSpoken }))
}
