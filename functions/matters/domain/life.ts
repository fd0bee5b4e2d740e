import * as z from 'zod'

const at = z.string()

/** One defect of a filing form, as 一次性补正告知 listed it. */
export const Defect = z.object({ item: z.string(), what: z.string() })
export type Defect = z.infer<typeof Defect>

/** 备案意见: filing is not approval of the conclusion. */
export const OPINIONS = ['agreed', 'warned'] as const
export const OPINION_NAMES: Readonly<Record<(typeof OPINIONS)[number], string>> = {
  agreed: '同意备案',
  warned: '提示风险',
}

/** Who finished the report, so that nobody reviews what they wrote. */
const Finished = { author: z.string(), formHash: z.string(), revision: z.int() }

/**
 * The states of a matter, each with exactly its own fields: the product's first rule, together with `transitions.ts`. A
 * feature that needs another state adds it here, and the ways to it there.
 */
export const Life = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('registered') }),
  z.strictObject({ state: z.literal('consulting'), notice: z.string(), closesAt: at }),
  z.strictObject({ state: z.literal('assessing'), notice: z.string(), reason: z.string() }),
  /** `after`: where a revision goes back to. */
  z.strictObject({
    state: z.literal('reported'),
    ...Finished,
    after: z.enum(['assessing', 'returned']),
    notice: z.string(),
  }),
  z.strictObject({
    state: z.literal('submitted'),
    ...Finished,
    after: z.enum(['assessing', 'returned']),
    notice: z.string(),
  }),
  z.strictObject({ state: z.literal('accepted'), ...Finished, acceptedBy: z.string(), notice: z.string() }),
  z.strictObject({ state: z.literal('returned'), notice: z.string() }),
  z.strictObject({
    state: z.literal('filed'),
    ...Finished,
    filingNumber: z.string(),
    opinion: z.enum(OPINIONS),
    remark: z.string(),
    notice: z.string(),
  }),
  z.strictObject({ state: z.literal('cancelled'), reason: z.string() }),
])
export type Life = z.infer<typeof Life>
export type State = Life['state']

export const STATE_NAMES: Readonly<Record<State, string>> = {
  registered: '已登记',
  consulting: '征求意见中',
  assessing: '评估中',
  reported: '报告已完成,待签章报送',
  submitted: '已报送,待受理',
  accepted: '已受理,审查中',
  returned: '退回补正',
  filed: '已备案',
  cancelled: '已取消',
}
export const STATES = Object.keys(STATE_NAMES) as State[]
