import type { Actor } from '../../../shared/identity/actor.ts'
import { sees } from '../../matters/offers.ts'
import type { MatchView } from '../contract.ts'
import { type MatterRef, standingOf } from '../domain/standing.ts'

/**
 * A code's matters as a post may know them. That there is one is told to everybody who has the code, else a project would
 * be taken for unassessed; which one it is, to those who may read it.
 */
export function matchView(actor: Actor, matters: readonly MatterRef[]): MatchView {
  const readable = (matter: MatterRef) => sees(actor, matter.organPath, matter.bodies)
  const elsewhere = matters.filter((matter) => !readable(matter)).map((matter) => matter.authorityName)
  return {
    standing: standingOf(matters),
    matters: matters
      .filter(readable)
      .map(({ id, title, organName, cancelled }) => ({ id, title, organName, cancelled })),
    elsewhere: [...new Set(elsewhere)],
  }
}
