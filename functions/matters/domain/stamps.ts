import * as z from 'zod'

/**
 * The four seals of 报备表 (F1), in order: 评估单位(盖章)、决策部门意见(盖章)、本级维稳办意见(盖章)、上级维稳办备案(盖章).
 * They lie on the matter's head; which comes next and who may set it is filing's.
 */
export const STAMPS = ['assessor', 'decision', 'office', 'superior'] as const
export type StampName = (typeof STAMPS)[number]

export const Stamp = z.object({
  /** Hash of the form that was seen: a stamp on another form does not count. */
  formHash: z.string(),
  account: z.string(),
  name: z.string(),
  post: z.string(),
  organName: z.string(),
  at: z.string(),
  /** `desk`: confirmed here; `paper`: stamped in ink, its scan confirmed by a second person. */
  way: z.enum(['desk', 'paper']),
  opinion: z.string(),
  /** For paper: the document in the volume, and who brought it. */
  scan: z.string(),
  broughtBy: z.string(),
})
export type Stamp = z.infer<typeof Stamp>
export const Stamps = z.partialRecord(z.enum(STAMPS), Stamp)
export type Stamps = z.infer<typeof Stamps>
