/** What other features may call on the server. How a feature takes part in a matter is in `part.ts` and docs/style.md. */

export { type Act, actOf, actsOf } from './acts.ts'
export {
  changeMatter,
  changeSteps,
  changeWrites,
  demandPart,
  demandStep,
  loadForReading,
  type MatterChange,
  type OnMatter,
  type Step,
  takeStep,
  unmoved,
} from './commands/change.ts'
export { type ClockChange, endClocks, loadClocks } from './commands/clocks.ts'
export type { MatterDeps } from './deps.ts'
export { OPINIONS, STATE_NAMES, STATES } from './domain/life.ts'
export { type Matter, stepTaken, touched } from './domain/matter.ts'
export { demandFiler, demandReader, mayRead, sees } from './domain/rights.ts'
export { STAMPS, type Stamp, type StampName, type Stamps } from './domain/stamps.ts'
export { type Task, taskOnPage } from './domain/task.ts'
export { type Demand, NOTHING_DEMANDED, type Part } from './part.ts'
export { idsFiledWith } from './reads/lists.ts'
export { matterView } from './reads/view.ts'
export { loadMatter, type MatterHead, matterPk, readTask, taskItem } from './store.ts'
