import type { Clock } from '../../kernel/clock.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { DeadLetters } from '../events.ts'
import type { Deliveries } from './deliveries.ts'

/** Dead letters of the local dispatcher. Also works from another process: the dispatcher looks again every minute. */
export function localDeadLetters(deliveries: Deliveries, now: Clock, revived: () => void = () => {}): DeadLetters {
  return {
    list: async (consumer) => deliveries.dead(consumer),
    async resend(id) {
      const known = /^\d{1,15}$/.test(id) && deliveries.revive(Number(id), now().getTime())
      if (!known) throw new Refusal('not-found', `没有编号为 ${id} 的死信,可能已经重发过了`)
      revived()
    },
  }
}
