import type { Feature } from '../../shared/feature.ts'
import type { Ports } from '../../shared/ports.ts'
import { sweepArrivals } from './commands/sweep.ts'
import { http } from './http.ts'

const SWEEP_MINUTES = 10

/** 一事一卷. Nothing is consumed: a paper changes only by what people do with it, and by the sweep. */
export function compose(ports: Pick<Ports, 'matters' | 'files' | 'now' | 'newId' | 'log'>): Feature {
  return {
    name: 'archive',
    routes: http(ports),
    consumers: [],
    schedules: [
      { name: 'verify-arrivals', everyMinutes: SWEEP_MINUTES, run: async () => void (await sweepArrivals(ports)) },
    ],
  }
}
