import { type Actor, covers } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Matter } from './matter.ts'
import type { StampName } from './stamps.ts'

/** The bodies a matter concerns by name, besides those that oversee its place. */
const party = (matter: Matter) => [matter.organ, matter.authority, matter.superior, matter.decision]

/** May the post read the matter? Its own body's, those below its scope, and those where it reviews or decides. */
export function mayRead(actor: Actor, matter: Matter): boolean {
  return covers(actor.scope, matter.organ.path) || party(matter).some((organ) => organ?.code === actor.organ)
}

/** @throws Refusal `not-found`: another body's matter is not even admitted to exist. */
export function demandReader(actor: Actor, matter: Matter): void {
  if (!mayRead(actor, matter)) throw new Refusal('not-found', '没有找到这个事项,或者它不在您的管理范围内。')
}

/** Only the filing body itself acts as filer. @throws Refusal `forbidden` */
export function demandFiler(actor: Actor, matter: Matter): void {
  demandReader(actor, matter)
  if (actor.duty !== 'filer' || actor.organ !== matter.organ.code) {
    throw new Refusal('forbidden', `这一步由填报单位「${matter.organ.name}」的报送人办理。`)
  }
}

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
