import type { Feature } from '../../shared/feature.ts'
import type { Ports } from '../../shared/ports.ts'
import { http } from './http.ts'
import { directoryOf } from './others.ts'
import { sweepClocks } from './reactions/sweep-clocks.ts'

export function compose(ports: Pick<Ports, 'matters' | 'notifier' | 'calendar' | 'now' | 'log'>): Feature {
  const { matters: table, notifier, calendar, now, log } = ports
  const directory = directoryOf(table, now)
  return {
    name: 'clocks',
    routes: http({ table, now }),
    consumers: [],
    schedules: [sweepClocks({ table, notifier, calendar, directory, now, log })],
  }
}
