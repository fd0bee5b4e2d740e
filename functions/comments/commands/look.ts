import type { Actor } from '../../../shared/identity/actor.ts'
import type { Ports } from '../../../shared/ports.ts'
import { looksPk } from '../store.ts'

/**
 * Notes that somebody looked at what people wrote, before it is shown. A row of its own and no event of the chain:
 * every page turned would make the answers of other officers be decided again.
 */
export async function look(
  deps: Pick<Ports, 'matters' | 'now' | 'newId'>,
  actor: Actor,
  subject: string,
  what: 'list' | 'sealed',
): Promise<void> {
  const at = deps.now().toISOString()
  const { account, name, post, organ, organName } = actor
  const row = { what, account, name, post, organ, organName, at }
  await deps.matters.commit([{ put: { pk: looksPk(subject), sk: `${at}#${deps.newId()}`, ...row }, when: 'absent' }])
}
