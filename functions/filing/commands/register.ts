import type { Actor } from '../../../shared/identity/actor.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Stamp } from '../../../shared/table/once.ts'
import type { Facts } from '../domain/facts.ts'
import type { Matter } from '../domain/matter.ts'
import { matterNumber } from '../domain/numbers.ts'
import { matterCounter } from '../store.ts'
import { commitMatter } from './change.ts'
import { countUp } from './count-up.ts'
import type { Deps } from './deps.ts'

/** Registers a matter for the actor's own organ. @returns its number */
export async function register(deps: Deps, actor: Actor, facts: Facts, stamp: Stamp): Promise<string> {
  const organ = await deps.organs.organ(actor.organ)
  const decision = await deps.organs.organ(facts.decisionOrgan)
  if (!organ) throw new Refusal('forbidden', '您所在的单位不在单位名录中,请联系管理员。')
  if (!decision)
    throw new Refusal('invalid', '没有这个决策部门。', {
      fields: [{ field: 'decisionOrgan', message: '请从单位名录中选择决策部门' }],
    })
  const { authority, superior } = await deps.organs.authorityFor(organ.code, facts.decidedAt)
  const at = deps.now()
  const year = Number(dateInShanghai(at).slice(0, 4))
  return countUp(deps.matters, matterCounter(organ.code, year), async (seq, counter) => {
    const id = matterNumber(organ.code, year, seq)
    const after: Matter = {
      id,
      facts,
      organ,
      authority,
      superior,
      decision,
      life: { state: 'registered' },
      stamps: {},
      corrections: 0,
      defects: [],
      registeredBy: actor.account,
      registeredAt: at.toISOString(),
      since: at.toISOString(),
    }
    await commitMatter(deps, {
      before: undefined,
      after,
      actor,
      type: 'filing.registered',
      at: after.since,
      data: { kind: facts.kind, tracks: facts.tracks, decidedAt: facts.decidedAt },
      others: [counter, ...stamp(id)],
    })
    return id
  })
}
