import type { Feature } from '../../shared/feature.ts'
import type { MatterDeps } from './deps.ts'
import { http } from './http.ts'
import { organRegistry, searchScope } from './others.ts'

/** @param deps with all parts: every step asks each of them */
export function compose(deps: MatterDeps): Feature {
  const organs = organRegistry(deps.matters, deps.now)
  const routes = http({ ...deps, organs }, searchScope(deps.matters, deps.now))
  return { name: 'matters', routes, consumers: [], schedules: [] }
}
