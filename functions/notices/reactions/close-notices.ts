import type { Schedule } from '../../../shared/feature.ts'
import { closeDue } from '../commands/close.ts'
import type { CloseDeps } from '../deps.ts'
import { CLOSE_NOTICES } from './triggers.ts'

/** Closes the calls for opinions whose time is over. */
export const closeNotices = (deps: CloseDeps): Schedule => ({ ...CLOSE_NOTICES, run: () => closeDue(deps) })
