import * as z from 'zod'
import type { Item, Table, Write } from '../../shared/table/table.ts'
import { Balance, BUCKETS, sum } from './domain/balance.ts'
import { DISPOSITIONS, ThemeText } from './domain/dispositions.ts'
import { GROUPS, KINDS, STANCES } from './domain/words.ts'

const pad = (shard: number) => String(shard).padStart(2, '0')

/** Comments: append-only rows, `<id>#V1` the words, `<id>#W` the withdrawal. Nothing else is written on the way in. */
export const commentsPk = (matter: string, shard: number) => `COMMENTS#${matter}#${pad(shard)}`
export const commentKey = (matter: string, shard: number, id: string) => ({
  pk: commentsPk(matter, shard),
  sk: `${id}#V1`,
})
export const withdrawalKey = (matter: string, shard: number, id: string) => ({
  pk: commentsPk(matter, shard),
  sk: `${id}#W`,
})

/** In the table `identities`, under another key: name and phone as a JWE. */
export const contactKey = (id: string) => ({ pk: `CONTACT#${id}`, sk: 'V1' })

/** What the reaction keeps: each comment's place and hash, and each shard's sums. */
export const tallyPk = (matter: string) => `TALLY#${matter}`
export const seenKey = (matter: string, id: string) => ({ pk: tallyPk(matter), sk: `SEEN#${id}` })
export const balanceKey = (matter: string, shard: number) => ({ pk: tallyPk(matter), sk: `BALANCE#${pad(shard)}` })
/** The to-do row of who hears the people of a matter. */
export const todoKey = (matter: string) => ({ pk: tallyPk(matter), sk: 'TASK#answer-comments' })

/** A chain of its own, so that hearing people never moves the version of what the filer is writing. */
export const hearingPk = (matter: string) => `HEARING#${matter}`
export const answerKey = (matter: string, id: string) => ({ pk: hearingPk(matter), sk: `ANSWER#${id}` })
export const themeKey = (matter: string, id: string) => ({ pk: hearingPk(matter), sk: `THEME#${id}` })
export const screenKey = (matter: string, id: string) => ({ pk: hearingPk(matter), sk: `SCREEN#${id}` })
/** How often contact data were opened: what the receipt page tells the writer. */
export const openedKey = (matter: string, id: string) => ({ pk: hearingPk(matter), sk: `OPENED#${id}` })
/** Who looked at lists, outside the chain. */
export const looksPk = (subject: string) => `LOOKS#HEARING#${subject}`
export const rootKey = (matter: string, day: string) => ({ pk: hearingPk(matter), sk: `ROOT#${day}` })

/** Sealed accusations have one ledger for the whole city. */
export const SEALED = 'SEALED'

export const Comment = z.object({
  id: z.string(),
  type: z.literal('comments.received'),
  matter: z.string(),
  notice: z.string(),
  shard: z.int(),
  receivedAt: z.string(),
  /** Shanghai date. */
  day: z.string(),
  late: z.boolean(),
  kind: z.enum(KINDS),
  stance: z.enum(STANCES),
  village: z.string(),
  group: z.enum(GROUPS),
  text: z.string(),
  /** Accusations: the words as a JWE, and nothing of them in the clear. */
  sealed: z.string(),
  commitment: z.string(),
  privacy: z.string(),
  /** scrypt of the writer's password, '' without one. */
  password: z.string(),
  contact: z.boolean(),
})
export type Comment = z.infer<typeof Comment>

export const Seen = z.object({
  id: z.string(),
  shard: z.int(),
  day: z.string(),
  /** Shanghai date on which it was counted: the day whose root holds it. */
  entered: z.string(),
  /** As the writer said, or as the officer set it right. */
  kind: z.enum(KINDS),
  /** Looked at by an officer: from then on the filing body may read it, masked. */
  screened: z.boolean(),
  bucket: z.enum(BUCKETS),
  open: z.boolean(),
  commitment: z.string(),
  /** Hash of the comment's row: a row changed past us is found by it. */
  hash: z.string(),
})
export type Seen = z.infer<typeof Seen>

export const AnswerRow = z.object({
  id: z.string(),
  disposition: z.enum(DISPOSITIONS),
  reason: z.string(),
  reply: z.string(),
  organName: z.string(),
  at: z.string(),
  /** Set when the comment was answered together with others. */
  theme: z.string(),
})
export type AnswerRow = z.infer<typeof AnswerRow>

export const ThemeRow = z.object({ ...ThemeText.shape, id: z.string(), comments: z.array(z.string()), at: z.string() })
export type ThemeRow = z.infer<typeof ThemeRow>

export const RootRow = z.object({ day: z.string(), count: z.int(), root: z.string(), jws: z.string() })
export type RootRow = z.infer<typeof RootRow>

/** The commitments of a day in their order, in parts: from them a receipt's path is found without reading a matter whole. */
export const LeavesRow = z.object({ leaves: z.array(z.string()) })
export const leavesKey = (matter: string, day: string, part: number) => ({
  pk: hearingPk(matter),
  sk: `LEAVES#${day}#${pad(part)}`,
})

/** An entry of the sealed ledger: which body receives it, and that the row is as it was. */
export const SealedRow = z.object({
  id: z.string(),
  matter: z.string(),
  shard: z.int(),
  day: z.string(),
  entered: z.string(),
  to: z.string(),
  commitment: z.string(),
  hash: z.string(),
})
export type SealedRow = z.infer<typeof SealedRow>
export const sealedKey = (id: string) => ({ pk: SEALED, sk: `SEEN#${id}` })

export async function allOf(table: Pick<Table, 'query'>, pk: string, prefix = ''): Promise<Item[]> {
  const items: Item[] = []
  let cursor: string | undefined
  do {
    const page = await table.query({ pk, ...(prefix ? { prefix } : {}), ...(cursor ? { cursor } : {}) })
    items.push(...page.items)
    cursor = page.cursor
  } while (cursor)
  return items
}

export async function loadBalances(table: Pick<Table, 'query'>, matter: string) {
  const items = await allOf(table, tallyPk(matter), 'BALANCE#')
  const parts = items.map((item) => ({
    ...Balance.parse(item),
    pk: item.pk,
    sk: item.sk,
    updatedAt: String(item.updatedAt),
  }))
  return { parts, whole: sum(parts) }
}

/** As many as a notice has shards (`functions/notices`): every part is checked, also those that are not there yet. */
const SHARDS = 16

/** That nothing is open in any part, now and when these are committed. */
export function noneOpen(matter: string, parts: readonly { readonly sk: string }[]): Write[] {
  const there = new Set(parts.map((part) => part.sk))
  return Array.from({ length: SHARDS }, (_, shard): Write => {
    const check = balanceKey(matter, shard)
    return there.has(check.sk) ? { check, when: [{ attribute: 'open', is: 0 }] } : { check, when: 'absent' }
  })
}
