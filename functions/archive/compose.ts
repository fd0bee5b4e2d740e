import type { Feature } from '../../shared/feature.ts'
import type { Deps } from './deps.ts'
import { http } from './http.ts'
import { verifyArrivals } from './reactions/verify-arrivals.ts'

/** 一事一卷. It consumes no events: a paper changes only by what people do with it, and by the sweep. */
export function compose(deps: Deps): Feature {
  return { name: 'archive', routes: http(deps), consumers: [], schedules: [verifyArrivals(deps)] }
}
