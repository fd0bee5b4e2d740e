import { Refusal } from '../../shared/kernel/refusal.ts'
import type { Demand, Matter, MatterDeps, Part } from '../matters/offers.ts'
import { loadBalances, noneOpen } from './store.ts'

/** The people's part in a matter: no report is finished before each comment has its disposition. */
export function commentsPart({ matters }: MatterDeps): Part {
  return {
    demands: { finish: (matter) => everythingAnswered(matters, matter) },
    // One for each shard of a notice.
    mostChecks: 16,
    // Who hears the people has a to-do row under the tally, written by the counting.
    todo: () => [],
    follows: async () => [],
    // Its events are on the hearing's chain.
    sentences: {},
  }
}

const moreCame = () => new Refusal('changed', '刚才有新的意见进来,请刷新后再完成报告。')

/** No comment without its disposition, now and at the commit. */
async function everythingAnswered(table: MatterDeps['matters'], { id }: Matter): Promise<Demand> {
  const { parts, whole } = await loadBalances(table, id)
  const missing = whole.open > 0 ? [{ field: 'comments', message: `还有 ${whole.open} 条群众意见没有答复` }] : []
  return { missing, checks: noneOpen(id, parts).map((check) => ({ ...check, otherwise: moreCame })) }
}
