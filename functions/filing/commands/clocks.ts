import type { Duty } from '../../../shared/identity/duty.ts'
import { dateInShanghai, type LocalDate } from '../../../shared/kernel/clock.ts'
import { CLOCK_RULES, startClock } from '../../clocks/offers.ts'
import {
  type ClockChange,
  endClocks,
  loadClocks,
  type Matter,
  type MatterDeps,
  matterPk,
} from '../../matters/offers.ts'

interface Addressee {
  readonly organ: string
  readonly duty: Duty
}

/** Who must act while a clock of filing runs, and who hears of it when it is overdue. */
const ADDRESSEE = {
  'filing-accept': (m: Matter) => ({ organ: m.authority.code, duty: 'reviewer' }),
  'filing-review': (m: Matter) => ({ organ: m.authority.code, duty: 'reviewer' }),
  correction: (m: Matter) => ({ organ: m.organ.code, duty: 'filer' }),
} as const satisfies Record<string, (m: Matter) => Addressee>

/** One level up: the authority's own superior; above the highest authority its leader; above a filer the authority. */
const above = (m: Matter, kind: keyof typeof ADDRESSEE): Addressee =>
  kind === 'correction'
    ? { organ: m.authority.code, duty: 'reviewer' }
    : m.superior
      ? { organ: m.superior.code, duty: 'inspector' }
      : { organ: m.authority.code, duty: 'leader' }

/**
 * Starts a clock of filing in the commit that causes it. `dueOn` is '' while its last day is unknown.
 * @param startedOn today by default
 */
export function startReviewClock(
  deps: Pick<MatterDeps, 'calendar' | 'newId'>,
  matter: Matter,
  kind: keyof typeof ADDRESSEE,
  at: Date,
  startedOn: LocalDate = dateInShanghai(at),
): ClockChange {
  const { rows, others, clock } = startClock({
    pk: matterPk(matter.id),
    id: deps.newId(),
    kind,
    today: dateInShanghai(at),
    startedOn,
    calendar: deps.calendar,
    rules: CLOCK_RULES,
    addressee: ADDRESSEE[kind](matter),
    superior: above(matter, kind),
    title: matter.facts.title,
    link: `/matters/${matter.id}`,
    organPath: matter.organ.path,
  })
  return { rows, others, dueOn: clock.dueOn === 'unknown' ? '' : clock.dueOn }
}

/** A recalled correction keeps its first start day: submitting and recalling gives nobody more time. */
export async function restartCorrection(deps: MatterDeps, matter: Matter, at: Date): Promise<ClockChange> {
  const before = (await loadClocks(deps.matters, matter.id)).findLast((row) => row.kind === 'correction')
  return startReviewClock(deps, matter, 'correction', at, before?.startedOn)
}

/** Ends the clocks of filing in the commit of the fact that ends them. */
export function endReviewClocks(deps: MatterDeps, id: string, at: Date): Promise<ClockChange> {
  return endClocks(deps, id, at, (row) => row.kind in ADDRESSEE)
}
