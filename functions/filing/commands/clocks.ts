import type { Duty } from '../../../shared/identity/duty.ts'
import { dateInShanghai, type LocalDate } from '../../../shared/kernel/clock.ts'
import type { Write } from '../../../shared/table/table.ts'
import { CLOCK_PREFIX, CLOCK_RULES, ClockRow, closeClock, startClock } from '../../clocks/contract.ts'
import type { Matter } from '../domain/matter.ts'
import { matterPk } from '../store.ts'
import type { Deps } from './deps.ts'

/** What a clock's start or end writes; `dueOn` is the last day of one that was started, for the to-do list. */
export interface ClockChange {
  readonly rows: readonly Write[]
  readonly others: readonly Write[]
  readonly dueOn?: string
}

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
 * @param startedOn today unless told
 */
export function startReviewClock(
  deps: Pick<Deps, 'calendar' | 'newId'>,
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

export async function loadClocks(deps: Pick<Deps, 'matters'>, id: string): Promise<ClockRow[]> {
  const page = await deps.matters.query({ pk: matterPk(id), prefix: CLOCK_PREFIX })
  return page.items.map((item) => ClockRow.parse(item))
}

/** A correction that was taken back has the time that it had: submitting and recalling gives nobody more. */
export async function restartCorrection(deps: Deps, matter: Matter, at: Date): Promise<ClockChange> {
  const before = (await loadClocks(deps, matter.id)).findLast((row) => row.kind === 'correction')
  return startReviewClock(deps, matter, 'correction', at, before?.startedOn)
}

/** Last day of the clock of filing that runs; '' when none does, or while the day is unknown. */
export async function dueNow(deps: Pick<Deps, 'matters'>, id: string): Promise<string> {
  const running = (await loadClocks(deps, id)).find((row) => row.state !== 'closed' && row.kind in ADDRESSEE)
  return running && running.dueOn !== 'unknown' ? running.dueOn : ''
}

/**
 * Ends the clocks of filing in the commit of the fact that ends them. `void` ends every clock of a matter that falls
 * away, the public's too.
 */
export async function closeClocks(
  deps: Pick<Deps, 'matters' | 'calendar'>,
  id: string,
  at: Date,
  outcome: 'done' | 'void' = 'done',
): Promise<ClockChange> {
  const open = (await loadClocks(deps, id)).filter(
    (row) => row.state !== 'closed' && (outcome === 'void' || row.kind in ADDRESSEE),
  )
  const today = dateInShanghai(at)
  const closed = open.map((row) => closeClock(row, { today, at: at.toISOString(), outcome, calendar: deps.calendar }))
  return { rows: closed.flatMap((c) => c.rows), others: closed.flatMap((c) => c.others) }
}
