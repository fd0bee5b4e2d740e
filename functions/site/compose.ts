import type { Feature } from '../../shared/feature.ts'
import type { DeskConfig } from './contract.ts'
import { api } from './http/api.ts'
import type { HealthDeps } from './reads/health.ts'

export function compose(config: DeskConfig, deps: HealthDeps): Feature {
  return { name: 'site', routes: api(config, deps), consumers: [], schedules: [] }
}
