import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Life, State } from '../../matters/domain/life.ts'
import { STAMPS, type StampName, type Stamps } from '../../matters/domain/stamps.ts'

export type { Stamp, StampName, Stamps } from '../../matters/domain/stamps.ts'

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

/** @throws Refusal `rule` while a demanded stamp is not set on this very form */
export function demandAllStamps(matter: { stamps: Stamps; superior: object | null }, formHash: string): void {
  const missing = nextStamp(matter.stamps, formHash, matter.superior !== null)
  if (!missing) return
  throw new Refusal('rule', `备案前还缺「${STAMP_NAMES[missing]}」。`, {
    fields: [{ field: `stamps.${missing}`, message: '尚未签章' }],
  })
}

/** @throws Refusal `rule` while a stamp is not set that the form needs before it is submitted */
export function demandStampsBeforeSubmission(
  matter: { stamps: Stamps; superior: object | null },
  formHash: string,
): void {
  const missing = nextStamp(matter.stamps, formHash, matter.superior !== null)
  if (!missing || STAMP_STATE[missing] !== 'reported') return
  throw new Refusal('rule', `报送前还缺「${STAMP_NAMES[missing]}」。`, {
    fields: [{ field: `stamps.${missing}`, message: '尚未签章' }],
  })
}
