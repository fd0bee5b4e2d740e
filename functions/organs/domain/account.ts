import * as z from 'zod'
import type { LocalDate } from '../../../shared/kernel/clock.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import { dayBefore, holdsOn, overlap } from './span.ts'

/** The `sub` of the OIDC issuer, so that no second list of names has to be kept. */
export const accountId = z
  .string({ error: '请选择人员' })
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:@|-]{0,127}$/, '账号只能用字母、数字和 . _ : @ | -')

/** 休假、外出: who is away does not act; the deputy (B角) does. */
const leave = z.object({ from: z.string(), to: z.string() })
export type Leave = z.output<typeof leave>

/**
 * A person. What he or she may do comes from posts alone. The shape is the rows' own, not the input's (`contract.ts`):
 * lengths and patterns that a later rule changes never make an old row a fault.
 */
export const account = z.object({
  id: z.string(),
  name: z.string(),
  /** The organ that employs the person: it grants leave, and those above it may lend the person downwards. */
  organ: z.string(),
  active: z.boolean(),
  leaves: z.array(leave),
})
export type Account = z.output<typeof account>

export function onLeave(account: Account, on: LocalDate): boolean {
  return account.leaves.some((leave) => holdsOn(leave, on))
}

/** Cannot act on that day: on leave, closed, or not known. */
export function isAbsent(account: Account | undefined, on: LocalDate): boolean {
  return !account?.active || onLeave(account, on)
}

/**
 * The account with a leave added, moved (same first day, other last day) or taken back (`to` null: at once if it runs,
 * wholly if it has not begun). The same account comes back when nothing changes, so that a retry is safe.
 * @throws Refusal `invalid`, `rule` or `not-found`
 */
export function withLeave(
  account: Account,
  wish: { from: LocalDate; to: LocalDate | null },
  today: LocalDate,
): Account {
  const rest = account.leaves.filter((leave) => leave.from !== wish.from)
  const known = account.leaves.find((leave) => leave.from === wish.from)
  const put = (leaves: readonly Leave[]) => ({
    ...account,
    leaves: [...leaves].sort((a, b) => (a.from < b.from ? -1 : 1)),
  })
  if (wish.to === null) {
    if (!known || known.to < today) return account
    return put(wish.from < today ? [...rest, { from: wish.from, to: dayBefore(today) }] : rest)
  }
  const next = { from: wish.from, to: wish.to }
  if (next.to < next.from) throw invalid('to', '休假的最后一天不能早于第一天')
  if (known?.to === next.to) return account
  if (!known && next.from < today) throw invalid('from', '休假不能倒签:第一天应是今天或以后')
  if (known && next.to < dayBefore(today)) throw invalid('to', '已经休过的假不能改短')
  if (rest.some((other) => overlap(other, next))) throw new Refusal('rule', '这段时间里已登记有休假,请改原来的那一段')
  return put([...rest, next])
}

function invalid(field: string, message: string): Refusal {
  return new Refusal('invalid', message, { fields: [{ field, message }] })
}
