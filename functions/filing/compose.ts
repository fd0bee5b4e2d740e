import type { Feature } from '../../shared/feature.ts'
import type { Ports } from '../../shared/ports.ts'
import type { Deps, ReadinessOf } from './commands/deps.ts'
import { http } from './http.ts'
import { organRegistry, searchScope } from './organs.ts'

type Needs = Pick<Ports, 'matters' | 'now' | 'newId' | 'calendar' | 'signer' | 'log'>

/** @param readiness what other features demand before a report may be finished: dispositions, the report itself */
export function compose(ports: Needs, readiness: readonly ReadinessOf[] = []): Feature {
  const deps: Deps = { ...ports, organs: organRegistry(ports.matters, ports.now), readiness }
  return { name: 'filing', routes: http(deps, searchScope(ports.matters, ports.now)), consumers: [], schedules: [] }
}
