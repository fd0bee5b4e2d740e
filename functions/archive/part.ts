import { Refusal } from '../../shared/kernel/refusal.ts'
import type { Demand, Matter, MatterDeps, Part } from '../matters/offers.ts'
import { moved } from './commands/move.ts'
import { currentReport, documentKey, loadDocuments } from './store.ts'

/** The volume's part in a matter: a report is finished only when its paper is in the volume. */
export function archivePart(deps: MatterDeps): Part {
  return {
    demands: { finish: (matter) => reportIsThere(deps, matter) },
    mostChecks: 1,
    todo: () => [],
    follows: async () => [],
    // Its events are on the volume's chain. Those of the first release, on the matter's, say what happened themselves.
    sentences: {},
    publicSteps: [],
  }
}

const gone = () => new Refusal('changed', '刚才有人动过评估报告,请到「台账」查看后再完成报告。')

/** Its check goes into the commit that finishes the report: the paper cannot be withdrawn in between. */
async function reportIsThere(deps: MatterDeps, { id }: Matter): Promise<Demand> {
  await moved(deps, id)
  const documents = await loadDocuments(deps.matters, id)
  const report = currentReport(documents)
  if (report) {
    const check = documentKey(id, report.id)
    return { missing: [], checks: [{ check, when: [{ attribute: 'state', is: 'verified' }], otherwise: gone }] }
  }
  const coming = documents.some((document) => document.kind === 'report' && document.state === 'awaiting')
  const message = coming ? '评估报告还没有传完或没有校验完,请到「台账」查看' : '请先上传评估报告'
  return { missing: [{ field: 'documents.report', message }], checks: [] }
}
