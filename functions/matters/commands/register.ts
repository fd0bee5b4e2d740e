import { create } from '../../../shared/events/change.ts'
import { inLine, nextNumber } from '../../../shared/events/next-number.ts'
import type { Actor } from '../../../shared/identity/actor.ts'
import { by } from '../../../shared/identity/by.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { OnceWrites } from '../../../shared/table/once.ts'
import type { MatterDeps, OrganRegistry } from '../deps.ts'
import type { Facts } from '../domain/facts.ts'
import type { Matter } from '../domain/matter.ts'
import { matterNumber } from '../domain/numbers.ts'
import { matterCounter, matterPk } from '../store.ts'
import { written } from './change.ts'

export interface RegisterDeps extends MatterDeps {
  readonly organs: OrganRegistry
}

/** Registers a matter for the actor's own organ. @returns its number */
export async function register(deps: RegisterDeps, actor: Actor, facts: Facts, once: OnceWrites): Promise<string> {
  const organ = await deps.organs.organ(actor.organ)
  const decision = await deps.organs.organ(facts.decisionOrgan)
  if (!organ) throw new Refusal('forbidden', '您所在的单位不在单位名录中,请联系管理员。')
  if (!decision)
    throw new Refusal('invalid', '没有这个决策部门。', {
      fields: [{ field: 'decisionOrgan', message: '请从单位名录中选择决策部门' }],
    })
  const { authority, superior } = await deps.organs.authorityFor(organ.code, facts.decidedAt)
  const year = Number(dateInShanghai(deps.now()).slice(0, 4))
  const series = matterCounter(organ.code, year)
  const attempt = async () => {
    const at = deps.now()
    const { seq, counter } = await nextNumber(deps.matters, series)
    const id = matterNumber(organ.code, year, seq)
    const after: Matter = {
      id,
      facts,
      organ,
      authority,
      superior,
      decision,
      life: { state: 'registered' },
      level: '',
      stamps: {},
      corrections: 0,
      defects: [],
      registeredBy: actor.account,
      registeredAt: at.toISOString(),
      since: at.toISOString(),
      factsRev: 1,
      formRev: 0,
      stepRev: 1,
      touched: {},
    }
    const data = { kind: facts.kind, tracks: facts.tracks, decidedAt: facts.decidedAt }
    const others = [counter, ...once(id)]
    const change = await written(deps, undefined, { after, type: 'matters.registered', data, others }, by(actor), at)
    return { pk: matterPk(id), ...change }
  }
  const head = await inLine(deps.matters, series, (how) => create(deps.matters, attempt, how))
  return String(head.id)
}
