import { type Actor, covers } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Matter } from './matter.ts'

/** The bodies a matter concerns by name, besides those that oversee its place. */
const party = (matter: Matter) => [matter.organ, matter.authority, matter.superior, matter.decision]

/** May the post read the matter? Its own body's, those below its scope, and those where it reviews or decides. */
export function mayRead(actor: Actor, matter: Matter): boolean {
  return sees(
    actor,
    matter.organ.path,
    party(matter).flatMap((organ) => (organ ? [organ.code] : [])),
  )
}

/** The same for a row of a list, which holds only this much of the matter. */
export function sees(actor: Actor, organPath: string, bodies: readonly string[]): boolean {
  return covers(actor.scope, organPath) || bodies.includes(actor.organ)
}

/** The same words for a matter that does not exist and for another body's: nobody learns which. */
export const noSuchMatter = () => new Refusal('not-found', '没有找到这个事项,或者它不在您的管理范围内。')

/** @throws Refusal `not-found` */
export function demandReader(actor: Actor, matter: Matter): void {
  if (!mayRead(actor, matter)) throw noSuchMatter()
}

/** Only the filing body itself acts as filer. @throws Refusal `forbidden` */
export function demandFiler(actor: Actor, matter: Matter): void {
  demandReader(actor, matter)
  if (actor.duty !== 'filer' || actor.organ !== matter.organ.code) {
    throw new Refusal('forbidden', `这一步由填报单位「${matter.organ.name}」的报送人办理。`)
  }
}
