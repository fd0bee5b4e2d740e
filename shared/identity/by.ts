import type { By } from '../events/chain.ts'
import type { Actor } from './actor.ts'

/** The actor as an event records it. */
export function by(actor: Actor): By {
  return {
    account: actor.account,
    name: actor.name,
    post: actor.post,
    organ: actor.organ,
    organName: actor.organName,
    ...(actor.standingIn ? { standingIn: `${actor.standingIn.kind}:${actor.standingIn.of}` } : {}),
  }
}
