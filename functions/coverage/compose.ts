import { consumeInOrder } from '../../shared/events/consumer.ts'
import type { Feature } from '../../shared/feature.ts'
import type { Ports } from '../../shared/ports.ts'
import { adoptOld } from './commands/adopt.ts'
import { http } from './http.ts'
import { onMatter } from './reactions/on-matter.ts'
import { ADOPT_PROJECTS, MATTER_FACTS } from './reactions/triggers.ts'

export function compose(ports: Pick<Ports, 'matters' | 'now' | 'log'>): Feature {
  const { matters: table, now, log } = ports
  return {
    name: 'coverage',
    routes: http(ports),
    consumers: [
      consumeInOrder({
        name: 'coverage',
        types: MATTER_FACTS,
        table,
        log,
        react: (event) => onMatter(table, now, event),
      }),
    ],
    // First: a list that is brought in finds the matters that were there before.
    schedules: [{ ...ADOPT_PROJECTS, run: () => adoptOld(ports) }],
  }
}
