import type { Actor } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import { STATE_NAMES, type State } from '../../matters/domain/life.ts'
import type { Matter } from '../../matters/domain/matter.ts'
import { demandFiler, demandReader } from '../../matters/domain/rights.ts'
import type { StampName } from './stamps.ts'

/** Only the authority's reviewer reviews, and never what they filed themselves. @throws Refusal `forbidden` | `rule` */
export function demandReviewer(actor: Actor, matter: Matter): void {
  demandReader(actor, matter)
  if (actor.duty !== 'reviewer' || actor.organ !== matter.authority.code) {
    throw new Refusal('forbidden', `这一步由备案单位「${matter.authority.name}」的审查人办理。`)
  }
  const author = 'author' in matter.life ? matter.life.author : matter.registeredBy
  if (author === actor.account) throw new Refusal('rule', '填报和审查不能是同一个人,请由本单位另一位同志审查。')
}

/** Whose seal it is. @throws Refusal `forbidden` */
export function demandSealOf(actor: Actor, matter: Matter, stamp: StampName): void {
  demandReader(actor, matter)
  const [organ, duty, who] = {
    assessor: [matter.organ, 'leader', '负责人'],
    decision: [matter.decision, 'leader', '负责人'],
    office: [matter.authority, 'leader', '负责人'],
    superior: [matter.superior, 'reviewer', '审查人'],
  }[stamp] as [Matter['organ'] | null, Actor['duty'], string]
  if (actor.duty !== duty || actor.organ !== organ?.code) {
    throw new Refusal('forbidden', organ ? `这一栏由「${organ.name}」的${who}签。` : '这一栏不需要签章。')
  }
}

/**
 * 一次性补正: a matter is returned once, with all its defects. What is still wrong then goes into the filing opinion.
 * @throws Refusal `rule` when it was returned before
 */
export function demandReturnable(matter: Pick<Matter, 'corrections'>): void {
  if (matter.corrections === 0) return
  throw new Refusal(
    'rule',
    '补正应当一次性告知,这个事项已经退回过一次,不能再次退回;仍不符合的,请不予备案并说明理由,或在备案时提示风险。',
  )
}

/** States in which the form may still be written. From `reported` on it is frozen by its hash. */
const WRITABLE: readonly State[] = ['registered', 'consulting', 'assessing', 'returned']

/** @throws Refusal `forbidden` | `wrong-state` */
export function demandFormWriter(actor: Actor, matter: Matter): void {
  demandFiler(actor, matter)
  if (WRITABLE.includes(matter.life.state)) return
  throw new Refusal(
    'wrong-state',
    `这个事项现在是「${STATE_NAMES[matter.life.state]}」,报备表已经定稿,不能再改;需要修改请先撤回。`,
  )
}
