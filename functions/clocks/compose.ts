import type { Feature } from '../../shared/feature.ts'
import type { Ports } from '../../shared/ports.ts'
import type { Directory } from './commands/deps.ts'
import { SWEEP, sweep } from './commands/sweep.ts'
import { directoryOf } from './directory.ts'
import { http } from './http.ts'

const SWEEP_MINUTES = 5

export function compose(
  ports: Pick<Ports, 'matters' | 'notifier' | 'calendar' | 'now' | 'log'>,
  directory: Directory = directoryOf(ports.matters, ports.now),
): Feature {
  const { matters: table, notifier, calendar, now, log } = ports
  return {
    name: 'clocks',
    routes: http({ table, now }),
    consumers: [],
    schedules: [
      {
        name: SWEEP,
        everyMinutes: SWEEP_MINUTES,
        async run() {
          await sweep({ table, notifier, calendar, directory, now, log })
        },
      },
    ],
  }
}
