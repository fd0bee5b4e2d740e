import * as z from 'zod'
import { DUTIES, type Duty } from '../../../shared/identity/duty.ts'
import { line } from '../../../shared/kernel/text.ts'
import { accountId } from './account.ts'
import { organCode } from './organ.ts'
import { spanFields } from './span.ts'

const common = {
  id: z.string(),
  account: accountId,
  ...spanFields,
  /** 任职文件: number or title of the paper it rests on. */
  document: line({ max: 100, label: '任职文件' }).optional(),
}

/** Somebody in a post, with dates. Nothing is ever removed: the list of a post is its history. */
export const holding = z.discriminatedUnion('as', [
  z.strictObject({ ...common, as: z.literal('holder') }),
  /** AB角: acts while no holder is there. */
  z.strictObject({ ...common, as: z.literal('deputy') }),
  /** Lent by an organ above, always for a term: a second signer for a small office. */
  z.strictObject({ ...common, as: z.literal('lent'), to: spanFields.from, lentBy: organCode }),
])
export type Holding = z.output<typeof holding>

/** A post is one duty in one organ. Work is addressed to posts, so it stays when people go. */
export const post = z.strictObject({
  id: z.string(),
  organ: organCode,
  duty: z.enum(DUTIES),
  title: line({ min: 2, max: 40, label: '岗位名称' }),
  holdings: z.array(holding),
})
export type Post = z.output<typeof post>

/** `620702-PLC.reviewer`, and `620702-PLC.reviewer.2` for a second seat of the same duty. */
export function postId(organ: string, duty: Duty, seat = 1): string {
  return seat === 1 ? `${organ}.${duty}` : `${organ}.${duty}.${seat}`
}

/** The organ in whose partition a post lies. */
export function organOfPost(id: string): string {
  return id.split('.', 1)[0] as string
}
