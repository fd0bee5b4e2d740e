import * as z from 'zod'
import { BUCKETS } from './domain/balance.ts'
import { GROUPS, KINDS, STANCES } from './domain/words.ts'
import { AnswerRow } from './store.ts'

/** A comment as the desk shows it. */
export const CommentView = z.object({
  id: z.string(),
  day: z.string(),
  late: z.boolean(),
  kind: z.enum(KINDS),
  stance: z.enum(STANCES),
  village: z.string(),
  group: z.enum(GROUPS),
  /** Phone numbers and the like blacked out. */
  text: z.string(),
  bucket: z.enum(BUCKETS),
  screened: z.boolean(),
  contact: z.boolean(),
  answer: AnswerRow.nullable(),
})
export type CommentView = z.infer<typeof CommentView>
