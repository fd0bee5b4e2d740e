import type { Feature } from '../../shared/feature.ts'
import { bind } from '../../shared/http/bind.ts'
import { type DeskConfig, routes } from './contract.ts'
import { type HealthDeps, health } from './health.ts'

/** What the desk must be told before anybody has signed in, and what who watches over the system asks. */
export function compose(config: DeskConfig, deps: HealthDeps): Feature {
  return {
    name: 'site',
    routes: [bind(routes.config, async () => config), bind(routes.health, () => health(deps))],
    consumers: [],
    schedules: [],
  }
}
