import type { Timing } from '../../../shared/feature.ts'

/** What makes coverage act without a request: read by its reactions and by `infra/features/coverage.ts`. */
export const ADOPT_PROJECTS = { name: 'adopt-projects', everyMinutes: 60, first: true } as const satisfies Timing

/** Facts that change whether a project has a matter; the second pair is what the first release called them. */
export const MATTER_FACTS = [
  'matters.registered',
  'matters.cancelled',
  'filing.registered',
  'filing.cancelled',
] as const
