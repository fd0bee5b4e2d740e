import * as z from 'zod'
import type { Table, Write } from '../../shared/table/table.ts'
import { matterPk, type Stamp, type StampName } from '../matters/offers.ts'
import { StoredForm } from './domain/form.ts'

/** A counter guards the filing numbers of an authority's year. */
export const filingCounter = (authority: string, year: number) => ({
  pk: `COUNTER#filing#${authority}`,
  sk: String(year),
})

const formKey = (matter: string) => ({ pk: matterPk(matter), sk: 'FORM' })

/** The filing form as stored: its content, and who saved it when. The hash is over the content alone. */
export const FormRow = z.object({
  form: StoredForm,
  formHash: z.string(),
  revision: z.int(),
  savedBy: z.string(),
  savedAt: z.string(),
})
export type FormRow = z.infer<typeof FormRow>

export async function loadForm(table: Pick<Table, 'get'>, id: string): Promise<FormRow | undefined> {
  const item = await table.get(formKey(id))
  return item && FormRow.parse(item)
}

export function formWrite(matter: string, row: FormRow): Write {
  return { put: { ...formKey(matter), ...row }, when: 'any' } // guarded by the head's version
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

/** Each stamp a row of its own: the same form may be taken back and signed again. */
export function stampWrite(matter: string, name: StampName, id: string, row: Stamp & { readonly jws: string }): Write {
  return { put: { pk: matterPk(matter), sk: `STAMP#${name}#${id}`, ...row }, when: 'absent' }
}

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

/** Removes a waiting scan: part of the commit that sets its stamp or makes it void. */
export function paperGone(matter: string, stamp: StampName): Write {
  return { delete: paperKey(matter, stamp), when: 'present' }
}
