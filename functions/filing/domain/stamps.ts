import * as z from 'zod'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Life, State } from './life.ts'

/**
 * The four seals of 报备表 (F1), in order: 评估单位(盖章)、决策部门意见(盖章)、本级维稳办意见(盖章)、上级维稳办备案(盖章).
 * Each is a signed step with a date, bound to the hash of the form that was seen; a changed form voids it.
 */
export const STAMPS = ['assessor', 'decision', 'office', 'superior'] as const
export type StampName = (typeof STAMPS)[number]

export const STAMP_NAMES: Readonly<Record<StampName, string>> = {
  assessor: '评估单位(盖章)',
  decision: '决策部门意见(盖章)',
  office: '本级政法委意见(盖章)',
  superior: '上级政法委备案(盖章)',
}

/** The state in which each stamp may be set. */
export const STAMP_STATE: Readonly<Record<StampName, State>> = {
  assessor: 'reported',
  decision: 'reported',
  office: 'accepted',
  superior: 'accepted',
}

export const Stamp = z.strictObject({
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

/** The stamps demanded: an authority with nobody above it in the system needs no 上级备案. */
export function demanded(hasSuperior: boolean): readonly StampName[] {
  return hasSuperior ? STAMPS : STAMPS.filter((s) => s !== 'superior')
}

/** Stamps set on this very form. */
export function valid(stamps: Stamps, formHash: string): StampName[] {
  return STAMPS.filter((s) => stamps[s]?.formHash === formHash)
}

/** Which of the demanded stamps comes next, or undefined when all are there. */
export function nextStamp(stamps: Stamps, formHash: string, hasSuperior: boolean): StampName | undefined {
  const set = valid(stamps, formHash)
  return demanded(hasSuperior).find((s) => !set.includes(s))
}

/** Is this stamp the one that is asked for now, on a form of this hash? */
export function isDue(
  matter: { life: Life; stamps: Stamps; superior: object | null },
  stamp: StampName,
  formHash: string,
): boolean {
  const { life, stamps, superior } = matter
  if (life.state !== STAMP_STATE[stamp] || !('formHash' in life) || life.formHash !== formHash) return false
  return nextStamp(stamps, formHash, superior !== null) === stamp
}

/**
 * May this person set this stamp now? 评估与审查、经办与签章 are different people (2492号 arts. 3, 5; design §7): nobody
 * stamps what they wrote or accepted, and no account signs twice.
 * @throws Refusal `wrong-state` | `rule`
 */
export function demandStamp(
  stamp: StampName,
  context: { life: Life; stamps: Stamps; hasSuperior: boolean; account: string; paperBroughtBy?: string },
): void {
  const { life, stamps, account } = context
  if (life.state !== STAMP_STATE[stamp] || !('formHash' in life)) {
    throw new Refusal('wrong-state', `现在还不能签「${STAMP_NAMES[stamp]}」。`, { details: { state: life.state } })
  }
  const next = nextStamp(stamps, life.formHash, context.hasSuperior)
  if (stamps[stamp]?.formHash === life.formHash)
    throw new Refusal('wrong-state', `「${STAMP_NAMES[stamp]}」已经签过了。`)
  if (next !== stamp) throw new Refusal('wrong-state', next ? `请先由「${STAMP_NAMES[next]}」签章。` : '签章已经齐全。')
  if (life.author === account) throw new Refusal('rule', '完成报告的人不能再为它签章,请由另一位同志签。')
  if ('acceptedBy' in life && life.acceptedBy === account) {
    throw new Refusal('rule', '受理审查的人不能再签章,请由本单位另一位同志或上级派来的同志签。')
  }
  if (context.paperBroughtBy === account)
    throw new Refusal('rule', '上传签章扫描件的人不能自己核对,请由另一位同志核对。')
  const twice = valid(stamps, life.formHash).find((s) => stamps[s]?.account === account)
  if (twice) throw new Refusal('rule', `您已经签过「${STAMP_NAMES[twice]}」,同一份表不能由一个人签两处。`)
}
