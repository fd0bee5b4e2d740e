import * as z from 'zod'
import type { Head } from '../../shared/events/chain.ts'
import type { Duty } from '../../shared/identity/duty.ts'
import type { Json } from '../../shared/kernel/canonical.ts'
import type { Item, Table, Write } from '../../shared/table/table.ts'
import { Form } from './domain/form.ts'
import { Matter } from './domain/matter.ts'
import type { StampName } from './domain/stamps.ts'
import { tasksOf } from './domain/tasks.ts'

export const matterPk = (id: string) => `MATTER#${id}`
export const matterKey = (id: string) => ({ pk: matterPk(id), sk: 'HEAD' as const })
export const FORM_SK = 'FORM'
/** Partition of an organ duty's to-do list in the index `byOrgan`. */
export const todoPk = (organ: string, duty: Duty) => `TODO#${organ}#${duty}`
export const organPk = (organ: string) => `MATTERS#${organ}`
export const authorityPk = (authority: string) => `AUTHORITY#${authority}`

/** Counters guard the numbers; each is read, then written under the condition that it did not move. */
export const matterCounter = (organ: string, year: number) => ({ pk: `COUNTER#matter#${organ}`, sk: String(year) })
export const filingCounter = (authority: string, year: number) => ({
  pk: `COUNTER#filing#${authority}`,
  sk: String(year),
})

export type MatterHead = Matter & Head

/** The matter as read, its chain fields beside it. A head that does not parse is a fault, never a refusal. */
export function readHead(item: Item): MatterHead {
  const chain = {
    pk: item.pk,
    sk: 'HEAD' as const,
    version: Number(item.version),
    seq: Number(item.seq),
    hash: String(item.hash),
  }
  return { ...Matter.parse(item), ...chain }
}

export async function loadMatter(table: Pick<Table, 'get'>, id: string): Promise<MatterHead | undefined> {
  const item = await table.get(matterKey(id))
  return item && readHead(item)
}

/** The head's state for `extend`, with its index attributes: lists are sorted by registration, newest last. */
export function headState(matter: Matter): Record<string, Json> {
  const state = Matter.parse(matter) as unknown as Record<string, Json>
  return {
    ...state,
    organPk: organPk(matter.organ.code),
    organSk: `${matter.registeredAt}#${matter.id}`,
    authorityPk: authorityPk(matter.authority.code),
    authoritySk: `${matter.registeredAt}#${matter.id}`,
  }
}

export const TaskRow = z.object({
  matter: z.string(),
  title: z.string(),
  name: z.string(),
  organ: z.string(),
  organName: z.string(),
  duty: z.string(),
  what: z.string(),
  why: z.string(),
  since: z.string(),
  /** Date by which, `YYYY-MM-DD`; '' when no clock runs. */
  dueOn: z.string(),
})
export type TaskRow = z.infer<typeof TaskRow>

/**
 * The to-do rows that a change of the matter adds and removes: they go into the change's own commit, so that a to-do
 * list is never behind. A task that stays keeps its row and its date.
 * @param dueOn last day of the clock that the change started, for the tasks it adds
 */
export function taskWrites(before: Matter | undefined, after: Matter, dueOn = ''): Write[] {
  const old = new Set(before ? tasksOf(before).map((t) => t.name) : [])
  const now = tasksOf(after)
  const pk = matterPk(after.id)
  const gone = [...old].filter((name) => !now.some((t) => t.name === name))
  return [
    ...gone.map((name): Write => ({ delete: { pk, sk: `TASK#${name}` }, when: 'present' })),
    ...now
      .filter((t) => !old.has(t.name))
      .map((t): Write => {
        const row: TaskRow = { ...t, matter: after.id, title: after.facts.title, since: after.since, dueOn }
        const index = { organPk: todoPk(t.organ, t.duty), organSk: `${after.since}#${after.id}#${t.name}` }
        return { put: { pk, sk: `TASK#${t.name}`, ...row, ...index }, when: 'absent' }
      }),
  ]
}

/** The filing form as stored: its content, and who saved it when. The hash is over the content alone. */
export const FormRow = z.object({
  form: Form,
  formHash: z.string(),
  revision: z.int(),
  savedBy: z.string(),
  savedAt: z.string(),
})
export type FormRow = z.infer<typeof FormRow>

export async function loadForm(table: Pick<Table, 'get'>, id: string): Promise<FormRow | undefined> {
  const item = await table.get({ pk: matterPk(id), sk: FORM_SK })
  return item && FormRow.parse(item)
}

/** A scan of a stamp in ink that waits for its second person. One at a time for each stamp. */
const PaperRow = z.object({
  formHash: z.string(),
  document: z.string(),
  broughtBy: z.string(),
  broughtByName: z.string(),
  broughtAt: z.string(),
})
export type PaperRow = z.infer<typeof PaperRow>

const PAPERS = 'PAPER#'
const paperKey = (matter: string, stamp: StampName) => ({ pk: matterPk(matter), sk: `${PAPERS}${stamp}` })

export async function loadPaper(
  table: Pick<Table, 'get'>,
  matter: string,
  stamp: StampName,
): Promise<PaperRow | undefined> {
  const item = await table.get(paperKey(matter, stamp))
  return item && PaperRow.parse(item)
}

/** Scans that wait, by stamp. */
export async function loadPapers(
  table: Pick<Table, 'query'>,
  matter: string,
): Promise<(PaperRow & { stamp: StampName })[]> {
  const page = await table.query({ pk: matterPk(matter), prefix: PAPERS })
  return page.items.map((item) => ({ ...PaperRow.parse(item), stamp: item.sk.slice(PAPERS.length) as StampName }))
}

export function paperWrite(matter: string, stamp: StampName, row: PaperRow): Write {
  return { put: { ...paperKey(matter, stamp), ...row }, when: 'any' } // guarded by the head's version
}

/** A scan waits no longer than its stamp is asked for: goes into the commit that sets the stamp or makes it void. */
export function paperGone(matter: string, stamp: StampName): Write {
  return { delete: paperKey(matter, stamp), when: 'present' }
}
