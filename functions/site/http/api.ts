import { type BoundRoute, bind } from '../../../shared/http/bind.ts'
import { type DeskConfig, routes } from '../contract.ts'
import { type HealthDeps, health } from '../reads/health.ts'

/** What the desk asks before anybody has signed in, and what those who watch over the system ask. */
export function api(config: DeskConfig, deps: HealthDeps): BoundRoute[] {
  return [bind(routes.config, async () => config), bind(routes.health, () => health(deps))]
}
