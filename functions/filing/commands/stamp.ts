import type { Guarded } from '../../../shared/events/change.ts'
import type { Actor } from '../../../shared/identity/actor.ts'
import type { OnceWrites } from '../../../shared/table/once.ts'
import { changeSteps, type MatterChange, type MatterHead, type OnMatter } from '../../matters/offers.ts'
import type { Deps } from '../deps.ts'
import { demandSealOf } from '../domain/rights.ts'
import { demandStamp, type Stamp, type StampName } from '../domain/stamps.ts'
import { stampWrite } from '../store.ts'

export interface StampInput extends OnMatter {
  readonly stamp: StampName
  readonly opinion: string
}

/** Sets one of the four stamps in the desk: a signed step with a date, bound to the hash of the form. */
export function setStamp(deps: Deps, actor: Actor, input: StampInput, once: OnceWrites): Promise<void> {
  return changeSteps(deps, { actor, input, once }, async (head, at) => {
    demandSealOf(actor, head, input.stamp)
    demandStamp(input.stamp, { ...head, hasSuperior: head.superior !== null, account: actor.account })
    const set = { way: 'desk', opinion: input.opinion, scan: '', broughtBy: '' } as const
    return signStamp(deps, head, actor, input.stamp, at.toISOString(), set)
  })
}

/**
 * The stamp on the matter, and a row that proves it: a JWS over matter, stamp, form hash, signer and date, which anyone
 * with the platform's public key can check. Each stamp is a new row, since a form may be taken back and signed again.
 */
export async function signStamp(
  deps: Deps,
  matter: MatterHead,
  actor: Actor,
  name: StampName,
  at: string,
  more: Pick<Stamp, 'way' | 'opinion' | 'scan' | 'broughtBy'>,
): Promise<MatterChange & { readonly rows: readonly Guarded[] }> {
  const formHash = 'formHash' in matter.life ? matter.life.formHash : ''
  const who = { account: actor.account, name: actor.name, post: actor.post, organName: actor.organName }
  const stamp: Stamp = { formHash, ...who, at, ...more }
  const jws = await deps.signer.sign('wenping-stamp', { matter: matter.id, stamp: name, ...stamp })
  return {
    after: { ...matter, stamps: { ...matter.stamps, [name]: stamp } },
    type: 'filing.stamped',
    data: { stamp: name, formHash, way: more.way },
    rows: [stampWrite(matter.id, name, deps.newId(), { ...stamp, jws })],
  }
}
