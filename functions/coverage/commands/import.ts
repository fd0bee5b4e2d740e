import { extend, type Head } from '../../../shared/events/chain.ts'
import { change, type Decided, type Guarded } from '../../../shared/events/change.ts'
import { deadline, type Retrying } from '../../../shared/events/retry.ts'
import type { Actor } from '../../../shared/identity/actor.ts'
import { by } from '../../../shared/identity/by.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Ports } from '../../../shared/ports.ts'
import { hashOf } from '../../../shared/signing/hash.ts'
import type { OnceWrites } from '../../../shared/table/once.ts'
import type { Project } from '../domain/list.ts'
import { recount, standingOf, type Totals } from '../domain/standing.ts'
import {
  asJson,
  type CodeRow,
  codeKey,
  type ImportRow,
  importKey,
  type ListHead,
  listPk,
  loadCode,
  loadImport,
  loadProject,
  projectPk,
  type Read,
  readList,
} from '../store.ts'
import { demandPlace } from './place.ts'
import type { ListFile } from './read-file.ts'

export type ImportDeps = Pick<Ports, 'matters' | 'now'>

/** A code writes three rows at most (its own, and the project's head and event); list, progress and key want four. */
const PART = 32

/** The record of an import: an event of a place's list. Remembered by the caller's key as a text. */
export interface Imported {
  readonly place: string
  readonly seq: number
}
const written = ({ place, seq }: Imported) => `${place}#${seq}`
export function readImported(text: string): Imported {
  const [place = '', seq] = text.split('#')
  return { place, seq: Number(seq) }
}

interface Job {
  readonly deps: ImportDeps
  readonly actor: Actor
  readonly place: string
  readonly file: ListFile
  readonly once: OnceWrites
}

/**
 * Brings a list in, part by part, each in a commit of its own. What is there already is left as it is, so a list that
 * broke off goes on where it stopped when it is sent again, and one that is sent twice changes no row of it.
 * @returns which event says what it brought, for `readImported`
 * @param within one request's time for all parts together
 * @throws Refusal `unavailable` that says how far it came, when the time is over first
 */
export async function importList(
  deps: ImportDeps,
  actor: Actor,
  file: ListFile,
  once: OnceWrites,
  within: Retrying = { until: deadline() },
): Promise<string> {
  const { code: place } = await demandPlace(deps.matters, actor)
  const job: Job = { deps, actor, place, file, once }
  const of = file.projects.length
  let head: Head | undefined
  for (let from = 0; from < of; from += PART) {
    const last = from + PART >= of
    const subject = { pk: listPk(place), read: readList }
    try {
      head = await change(deps.matters, subject, (list) => part(job, from, list), {
        ...within,
        // A part finds what it wrote; the last one has the caller's key to tell by.
        whenUnknown: last ? 'tell' : 'ask again',
      })
    } catch (error) {
      throw from > 0 && error instanceof Refusal && error.code === 'unavailable' ? brokenOff(from, of) : error
    }
  }
  return written({ place, seq: head?.seq ?? 0 })
}

function brokenOff(done: number, of: number): Refusal {
  const message = `现在使用的人较多，${of} 个代码里已导入 ${done} 个。请再导入一次同一份文件，会从停下的地方接着导入。`
  return new Refusal('unavailable', message)
}

/** What one part changes; nothing when it is in already, but for the last, which is the record of the import. */
async function part(job: Job, from: number, stored: Read<ListHead> | undefined): Promise<Decided | undefined> {
  const { deps, actor, place, file, once } = job
  const at = deps.now().toISOString()
  const of = file.projects.length
  const done = Math.min(from + PART, of)
  const [progress, listed] = await Promise.all([
    loadImport(deps.matters, place, file.hash),
    Promise.all(file.projects.slice(from, done).map((project) => list(job, project, at))),
  ])
  const rows = listed.flatMap((one) => one.rows)
  if (done < of && rows.length === 0) return undefined
  const fresh = (progress?.fresh ?? 0) + listed.filter((one) => !one.before).length
  const before: ListHead = stored?.is ?? { place, total: 0, found: 0, cancelled: 0, last: null }
  const add = (sum: Totals, one: Listed) => recount(sum, one.before?.standing, one.after.standing)
  const totals = listed.reduce(add, before)
  const data = { hash: file.hash, done, of, fresh }
  const others = listed.flatMap((one) => one.others)
  if (done < of) {
    const row: ImportRow = { ...data, file: file.name, by: actor.name, at }
    // 'any': the list's version guards it.
    const put: Guarded = { put: { ...importKey(place, file.hash), ...asJson(row) }, when: 'any' }
    const state = asJson({ ...before, ...totals })
    return { state, type: 'coverage.part-imported', by: by(actor), at, data, rows: [...rows, put], others }
  }
  const last = { at, by: actor.name, file: file.name, codes: of }
  const gone: Guarded[] = progress ? [{ delete: importKey(place, file.hash), when: 'any' }] : []
  return {
    state: asJson({ ...before, ...totals, last }),
    type: 'coverage.imported',
    by: by(actor),
    at,
    data: { ...data, lines: file.lines, repeated: file.repeated, wrong: file.wrong.length },
    rows: [...rows, ...gone],
    others: [...others, ...once(written({ place, seq: (stored?.item.seq ?? 0) + 1 }))],
  }
}

interface Listed {
  readonly before: CodeRow | undefined
  readonly after: CodeRow
  readonly rows: readonly Guarded[]
  readonly others: readonly Guarded[]
}

/** One code of the list: its row as it is now right, and that its project knows the list. */
async function list({ deps, actor, place }: Job, project: Project, at: string): Promise<Listed> {
  const { code } = project
  const [before, known] = await Promise.all([loadCode(deps.matters, place, code), loadProject(deps.matters, code)])
  const matters = known?.is.matters ?? []
  const after: CodeRow = {
    code,
    // A list that leaves a column out does not take away what another said.
    name: project.name || (before?.name ?? ''),
    builder: project.builder || (before?.builder ?? ''),
    remark: project.remark || (before?.remark ?? ''),
    since: before?.since ?? at,
    standing: standingOf(matters),
    matters,
  }
  const same = before !== undefined && hashOf(asJson(before)) === hashOf(asJson(after))
  const rows: Guarded[] = same
    ? []
    : [{ put: { ...codeKey(place, code), ...asJson(after) }, when: before ? 'present' : 'absent' }]
  if (known?.is.lists.includes(place)) return { before, after, rows, others: [] }
  const { writes } = extend(projectPk(code), known?.item, {
    state: asJson({ code, lists: [...(known?.is.lists ?? []), place], matters }),
    type: 'coverage.listed',
    by: by(actor),
    at,
    data: { place },
  })
  return { before, after, rows, others: writes }
}
