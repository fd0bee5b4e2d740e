import type { Feature } from '../../shared/feature.ts'
import type { Deps } from './deps.ts'
import { http } from './http.ts'

/** @param deps with all parts, and the volume in which a stamp's scan must lie */
export function compose(deps: Deps): Feature {
  return { name: 'filing', routes: http(deps), consumers: [], schedules: [] }
}
