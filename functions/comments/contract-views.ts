import * as z from 'zod'
import { BUCKETS } from './domain/balance.ts'
import { DISPOSITIONS } from './domain/dispositions.ts'
import { GROUPS, KINDS, STANCES } from './domain/words.ts'

/** The answer as the desk shows it; who gave it stands in the hearing's record. */
const AnswerView = z.object({
  id: z.string(),
  disposition: z.enum(DISPOSITIONS),
  reason: z.string(),
  reply: z.string(),
  organName: z.string(),
  at: z.string(),
  theme: z.string(),
})

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
  answer: AnswerView.nullable(),
})
export type CommentView = z.infer<typeof CommentView>
