import * as z from 'zod'
import type { Head } from '../../shared/events/chain.ts'
import type { Json } from '../../shared/kernel/canonical.ts'
import type { Item, Table } from '../../shared/table/table.ts'
import { MatterRef, STANDINGS } from './domain/standing.ts'

/**
 * What is known of a project, by its code: one row, read by one get, a chain of its own. It is written when a list
 * brings the code and when a matter with the code is registered or cancelled, whichever comes first.
 */
export const projectPk = (code: string) => `PROJECT#${code}`
export const ProjectHead = z.object({
  code: z.string(),
  /** Places whose lists have it. */
  lists: z.array(z.string()),
  matters: z.array(MatterRef),
})
export type ProjectHead = z.infer<typeof ProjectHead>

/** The list of a place, a chain: its head holds the totals, and every code is a row under it. */
export const listPk = (place: string) => `COVERAGE#${place}`
export const ListHead = z.object({
  place: z.string(),
  total: z.int(),
  found: z.int(),
  cancelled: z.int(),
  /** The list that was last brought in whole. */
  last: z.object({ at: z.string(), by: z.string(), file: z.string(), codes: z.int() }).nullable(),
})
export type ListHead = z.infer<typeof ListHead>

export const CODES = 'CODE#'
export const codeKey = (place: string, code: string) => ({ pk: listPk(place), sk: `${CODES}${code}` })
/** A code of a list. How it stands lies here too, so that a page of the list reads no project. */
export const CodeRow = z.object({
  code: z.string(),
  name: z.string(),
  builder: z.string(),
  remark: z.string(),
  /** When a list first brought it. */
  since: z.string(),
  standing: z.enum(STANDINGS),
  matters: z.array(MatterRef),
})
export type CodeRow = z.infer<typeof CodeRow>

export const IMPORTS = 'IMPORT#'
export const importKey = (place: string, hash: string) => ({ pk: listPk(place), sk: `${IMPORTS}${hash}` })
/** How far a large list has come; gone when it is in. */
export const ImportRow = z.object({
  hash: z.string(),
  file: z.string(),
  by: z.string(),
  at: z.string(),
  done: z.int(),
  of: z.int(),
  /** How many of those done were not on the list before. */
  fresh: z.int(),
})
export type ImportRow = z.infer<typeof ImportRow>

/** That matters which were registered before there was this feature were taken up, once. */
export const ADOPTED = { pk: 'COVERAGE', sk: 'TAKEN-UP' } as const

/** A head as read, with its chain fields as `extend` wants them. */
export interface Read<T> {
  readonly item: Head & Item
  readonly is: T
}

/** One get: the whole answer to a look-up by code. */
export async function loadProject(table: Pick<Table, 'get'>, code: string): Promise<Read<ProjectHead> | undefined> {
  const item = await table.get({ pk: projectPk(code), sk: 'HEAD' })
  return item && { item: item as Head & Item, is: ProjectHead.parse(item) }
}

export const readList = (item: Item | undefined): Read<ListHead> | undefined =>
  item && { item: item as Head & Item, is: ListHead.parse(item) }

export async function loadList(table: Pick<Table, 'get'>, place: string): Promise<Read<ListHead> | undefined> {
  return readList(await table.get({ pk: listPk(place), sk: 'HEAD' }))
}

export async function loadCode(table: Pick<Table, 'get'>, place: string, code: string): Promise<CodeRow | undefined> {
  const item = await table.get(codeKey(place, code))
  return item && CodeRow.parse(item)
}

export async function loadImport(
  table: Pick<Table, 'get'>,
  place: string,
  hash: string,
): Promise<ImportRow | undefined> {
  const item = await table.get(importKey(place, hash))
  return item && ImportRow.parse(item)
}

/** A stored shape as JSON: the schemas above hold nothing else. */
export const asJson = (shape: ProjectHead | ListHead | CodeRow | ImportRow) => shape as unknown as Record<string, Json>
