import type { Feature } from '../../shared/feature.ts'
import { bind } from '../../shared/http/bind.ts'
import { type DeskConfig, routes } from './contract.ts'

/** What the desk must be told before anybody has signed in. */
export function compose(config: DeskConfig): Feature {
  return { name: 'site', routes: [bind(routes.config, async () => config)], consumers: [], schedules: [] }
}
