import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import type { Head } from '../../shared/events/chain.ts'
import { DUTIES, type Duty } from '../../shared/identity/duty.ts'
import type { Json } from '../../shared/kernel/canonical.ts'
import type { Item, Table, Write } from '../../shared/table/table.ts'
import { KINDS } from './domain/kinds.ts'
import { Matter } from './domain/matter.ts'
import type { Task } from './domain/task.ts'
import type { Whereabouts } from './domain/whereabouts.ts'

export const matterPk = (id: string) => `MATTER#${id}`
export const matterKey = (id: string) => ({ pk: matterPk(id), sk: 'HEAD' as const })
/** Partition of an organ duty's to-do list in the index `byOrgan`. */
export const todoPk = (organ: string, duty: Duty) => `TODO#${organ}#${duty}`
export const organPk = (organ: string) => `MATTERS#${organ}`
export const authorityPk = (authority: string) => `AUTHORITY#${authority}`

/** The counter of an organ's matter numbers of a year. */
export const matterCounter = (organ: string, year: number) => ({ pk: `COUNTER#matter#${organ}`, sk: String(year) })

/** `hasState`: the stored head has the attribute `state`, which guards of other chains can name. */
export type MatterHead = Matter & Head & { readonly hasState: boolean }

/** The matter as read, its chain fields beside it. A head that does not parse is a fault, never a refusal. */
export function readHead(item: Item): MatterHead {
  const chain = {
    pk: item.pk,
    sk: 'HEAD' as const,
    version: Number(item.version),
    seq: Number(item.seq),
    hash: String(item.hash),
  }
  // Heads of the first release have no revisions: each begins with the head's version.
  const revisions = { factsRev: chain.version, formRev: chain.version, stepRev: chain.version }
  return { ...Matter.parse({ ...revisions, ...item }), ...chain, hasState: item.state !== undefined }
}

export async function loadMatter(table: Pick<Table, 'get'>, id: string): Promise<MatterHead | undefined> {
  const item = await table.get(matterKey(id))
  return item && readHead(item)
}

/** The head's state for `extend`: what guards of other chains name, what lists show, and the index attributes. */
export function headState(matter: Matter, where: Whereabouts): Record<string, Json> {
  const stored = Matter.parse(matter) as unknown as Record<string, Json>
  return {
    ...stored,
    state: matter.life.state,
    row: listRow(matter, where),
    organPk: organPk(matter.organ.code),
    organSk: `${matter.registeredAt}#${matter.id}`,
    authorityPk: authorityPk(matter.authority.code),
    authoritySk: `${matter.registeredAt}#${matter.id}`,
  }
}

/** What a list shows of a matter, and what decides who may see it: all that an index row carries of the head. */
export const ListRow = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(KINDS),
  organName: z.string(),
  state: z.string(),
  level: z.string(),
  filingNumber: z.string(),
  holder: z.string(),
  next: z.string(),
  since: z.string(),
  registeredAt: z.string(),
  area: z.string(),
  projectCode: z.string(),
  organPath: z.string(),
  /** Codes of the bodies that it concerns by name. */
  bodies: z.array(z.string()),
})
export type ListRow = z.infer<typeof ListRow>

export function listRow(matter: Matter, where: Pick<Whereabouts, 'holder' | 'next'>): ListRow {
  const { id, facts, organ, authority, superior, decision, life, level, since, registeredAt } = matter
  const bodies = [organ, authority, superior, decision].flatMap((body) => (body ? [body.code] : []))
  return {
    id,
    title: facts.title,
    kind: facts.kind,
    organName: organ.name,
    state: life.state,
    level,
    filingNumber: life.state === 'filed' ? life.filingNumber : '',
    holder: where.holder,
    next: where.next,
    since,
    registeredAt,
    area: facts.area,
    projectCode: facts.projectCode,
    organPath: organ.path,
    bodies: [...new Set(bodies)],
  }
}

/** A to-do row as stored, under the matter's chain or under another feature's. */
export const TaskRow = z.object({
  matter: z.string(),
  title: z.string(),
  name: z.string(),
  organ: z.string(),
  organName: z.string(),
  duty: z.enum(DUTIES),
  what: z.string(),
  why: z.string(),
  link: z.string().optional(),
  since: z.string(),
  /** Date by which, `YYYY-MM-DD`; '' when no clock runs. */
  dueOn: z.string(),
})
export type TaskRow = z.infer<typeof TaskRow>

const TASKS = 'TASK#'
const taskKey = (matter: string, name: string) => ({ pk: matterPk(matter), sk: `${TASKS}${name}` })

/** A to-do row with its index keys. Another feature may keep one under its own chain. */
export function taskItem(
  key: { pk: string; sk: string },
  matter: Matter,
  task: Task,
  since: string,
  dueOn: string,
): Item {
  const row: TaskRow = { ...task, matter: matter.id, title: matter.facts.title, since, dueOn }
  return { ...key, row, organPk: todoPk(task.organ, task.duty), organSk: `${since}#${matter.id}#${task.name}` }
}

/** The first release kept the fields beside the keys, and no link. */
export function readTask(item: Item): TaskRow & { readonly link: string } {
  const row = TaskRow.parse(item.row ?? item)
  return { ...row, link: row.link ?? `/matters/${row.matter}#${row.name}` }
}

/** A to-do row for a list, which goes on without what is no such row: `verify:audit` names it. */
export function listedTask(item: Item): (TaskRow & { readonly link: string }) | undefined {
  return TaskRow.safeParse(item.row ?? item).success ? readTask(item) : undefined
}

const TaskDates = TaskRow.pick({ since: true, dueOn: true })

/** Since when a task has been on the list, and by when it is due; undefined where what is stored is no such row. */
export function datesOf(stored: Item | undefined): z.infer<typeof TaskDates> | undefined {
  return stored && TaskDates.safeParse(stored.row ?? stored).data
}

/**
 * What makes the stored to-do rows equal to what the rules now say, whatever rows are there. It goes into the change's own
 * commit, so that a to-do list is never behind. A task that stays keeps its dates.
 * @param dueOn last day of the clock that the change started, for the tasks it adds
 */
export async function taskWrites(
  table: Pick<Table, 'all'>,
  after: Matter,
  tasks: readonly Task[],
  dueOn: string,
): Promise<Write[]> {
  const rows = await table.all({ pk: matterPk(after.id), prefix: TASKS })
  const stored = new Map(rows.map((row) => [row.sk, row]))
  const wanted = tasks.map((task) => {
    const key = taskKey(after.id, task.name)
    const dates = datesOf(stored.get(key.sk)) ?? { since: after.since, dueOn }
    return taskItem(key, after, task, dates.since, dates.dueOn)
  })
  const names = new Set(wanted.map(({ sk }) => sk))
  const gone = rows.filter(({ sk }) => !names.has(sk))
  const changed = wanted.filter((row) => !isDeepStrictEqual(row, stored.get(row.sk)))
  // 'any': the head's version guards these rows, and a row that should not be there must not stop anybody.
  return [
    ...gone.map(({ pk, sk }): Write => ({ delete: { pk, sk }, when: 'any' })),
    ...changed.map((put): Write => ({ put, when: 'any' })),
  ]
}
