import type { Act } from '../api/routes.ts'

/** The act of this name as the server listed it; undefined where it is not the caller's at all. */
export function actNamed(acts: readonly Act[], name: string): Act | undefined {
  return acts.find((act) => act.name === name)
}

/** May it be done now? */
export function mayNow(acts: readonly Act[], name: string): boolean {
  const act = actNamed(acts, name)
  return act !== undefined && act.notNow === undefined
}

/**
 * The acts of these names that a page shows, in the order of the names: what may be done now, and what a rule keeps
 * waiting. What belongs to another state is left out, since the page says what comes next; a reason is given once.
 */
export function shownActs(acts: readonly Act[], names: readonly string[]): Act[] {
  const shown = names.flatMap((name) => actNamed(acts, name) ?? []).filter((act) => act.because !== 'state')
  const reasons = shown.map((act) => act.notNow)
  return shown.filter(({ notNow }, i) => notNow === undefined || reasons.indexOf(notNow) === i)
}
