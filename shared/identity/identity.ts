import type { Actor } from './actor.ts'
import type { Duty } from './duty.ts'

/** The `identity` port, part one: proves whose token it is. Tokens are JWTs of one OIDC issuer. */
export interface TokenVerifier {
  /**
   * @returns the subject. Issuer, audience, expiry and algorithm (RS256, PS256, ES256 only) are checked.
   * @throws Refusal `unauthenticated`; `unavailable` when the issuer's keys could not be fetched
   */
  verify(token: string): Promise<{ subject: string }>
}

/** Part two: in which post does this person act? Given by the feature that keeps posts. */
export interface ActorSource {
  /**
   * @param post the post the caller asked to act in, if several are held
   * @param duties the duties that the route admits
   * @throws Refusal `forbidden` when no post held today has such a duty; the message says which duty is needed
   */
  actorOf(subject: string, post: string | undefined, duties: readonly Duty[] | 'anyone'): Promise<Actor>
}
