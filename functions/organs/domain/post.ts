import * as z from 'zod'
import { DUTIES, type Duty } from '../../../shared/identity/duty.ts'
import { storedSpan } from './span.ts'

const common = {
  id: z.string(),
  account: z.string(),
  ...storedSpan,
  /** 任职文件: number or title of the paper it rests on. */
  document: z.string().optional(),
}

/** Somebody in a post, with dates, as stored. Nothing is ever removed: the list of a post is its history. */
export const holding = z.discriminatedUnion('as', [
  z.object({ ...common, as: z.literal('holder') }),
  /** AB角: acts while no holder is there. */
  z.object({ ...common, as: z.literal('deputy') }),
  /** Lent by an organ above, always for a term: a second signer for a small office. */
  z.object({ ...common, as: z.literal('lent'), to: z.string(), lentBy: z.string() }),
])
export type Holding = z.output<typeof holding>

/**
 * A post is one duty in one organ. Work is addressed to posts, so it stays when people go. The shape is the rows' own,
 * not the input's (`contract.ts`).
 */
export const post = z.object({
  id: z.string(),
  organ: z.string(),
  duty: z.enum(DUTIES),
  title: z.string(),
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
