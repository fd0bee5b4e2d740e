import * as z from 'zod'
import type { Clause, Item, Key, Table, Write } from '../../shared/table/table.ts'
import type { Notice } from '../notices/offers.ts'
import { Balance, BUCKETS, sum } from './domain/balance.ts'
import { DISPOSITIONS } from './domain/dispositions.ts'
import { GRACE_MS } from './domain/reconcile.ts'
import { GROUPS, KINDS, STANCES } from './domain/words.ts'

const pad = (shard: number) => String(shard).padStart(2, '0')

/** Comments: append-only rows, `<id>#V1` the words, `<id>#W` the withdrawal. Nothing else is written on the way in. */
const COMMENTS = 'COMMENTS#'
export const commentsPk = (matter: string, shard: number) => `${COMMENTS}${matter}#${pad(shard)}`
export const isCommentsPk = (pk: string) => pk.startsWith(COMMENTS)
export const commentKey = (matter: string, shard: number, id: string) => ({
  pk: commentsPk(matter, shard),
  sk: `${id}#V1`,
})
export const withdrawalKey = (matter: string, shard: number, id: string) => ({
  pk: commentsPk(matter, shard),
  sk: `${id}#W`,
})
/** The comment that a withdrawal takes back lies beside it. */
export const withdrawnKey = ({ pk, id }: Item): Key => ({ pk, sk: `${id}#V1` })

/** In the table `identities`, under another key: name and phone as a JWE. */
export const contactKey = (id: string) => ({ pk: `CONTACT#${id}`, sk: 'V1' })

/** What the reaction keeps: each comment's place and hash, and each shard's sums. */
export const tallyPk = (matter: string) => `TALLY#${matter}`
export const COUNTED = 'SEEN#'
export const seenKey = (matter: string, id: string) => ({ pk: tallyPk(matter), sk: `${COUNTED}${id}` })
const BALANCES = 'BALANCE#'
export const balanceKey = (matter: string, shard: number) => ({ pk: tallyPk(matter), sk: `${BALANCES}${pad(shard)}` })
export const shardOfBalance = ({ sk }: Pick<Item, 'sk'>) => Number(sk.slice(BALANCES.length))
/**
 * That a shard was compared with its tally after the end of a notice: written once, never over another. In the shard's
 * own partition of the tally, so that it moves with it.
 */
const RECONCILED = 'RECONCILED#'
export const reconciledKey = (matter: string, shard: number, notice: string) => ({
  pk: tallyPk(matter),
  sk: `${RECONCILED}${pad(shard)}#${notice}`,
})
/** That a notice's comments wait for this comparison; sparse in the index `due`, gone when every shard has its row. */
export const RECONCILING = 'RECONCILING'
export const reconcilingKey = (matter: string, notice: string) => ({
  pk: tallyPk(matter),
  sk: `${RECONCILING}#${notice}`,
})
/** That the matters which had ended before this comparison existed were given to it, once. */
export const ADOPTED = { pk: RECONCILING, sk: 'ADOPTED' } as const
/** The to-do row of who hears the people of a matter: the only one that lies under the tally. */
export const TASKS = 'TASK#'
export const todoKey = (matter: string) => ({ pk: tallyPk(matter), sk: `${TASKS}answer-comments` })

/** A chain of its own, so that hearing people never moves the version of what the filer is writing. */
const HEARING = 'HEARING#'
export const hearingPk = (matter: string) => `${HEARING}${matter}`
export const matterHeard = ({ pk }: Pick<Item, 'pk'>) => pk.slice(HEARING.length)
export const answerKey = (matter: string, id: string) => ({ pk: hearingPk(matter), sk: `ANSWER#${id}` })
export const THEMES = 'THEME#'
export const themeKey = (matter: string, id: string) => ({ pk: hearingPk(matter), sk: `${THEMES}${id}` })
export const screenKey = (matter: string, id: string) => ({ pk: hearingPk(matter), sk: `SCREEN#${id}` })
/** How often contact data were opened: what the receipt page tells the writer. */
export const openedKey = (matter: string, id: string) => ({ pk: hearingPk(matter), sk: `OPENED#${id}` })
/** Who looked at lists, outside the chain. */
export const looksPk = (subject: string) => `LOOKS#HEARING#${subject}`
export const ROOTS = 'ROOT#'
export const rootKey = (matter: string, day: string) => ({ pk: hearingPk(matter), sk: `${ROOTS}${day}` })

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

/** That nobody took the comment elsewhere or looked at it since it was read. */
export const stillAs = ({ bucket, kind, screened }: Seen): Clause[] => [
  { attribute: 'bucket', is: bucket },
  { attribute: 'kind', is: kind },
  { attribute: 'screened', is: screened },
]

export const AnswerRow = z.object({
  id: z.string(),
  disposition: z.enum(DISPOSITIONS),
  reason: z.string(),
  reply: z.string(),
  /** Name of the officer; rows of 0.1.0 name the office alone. */
  by: z.string().default(''),
  organName: z.string(),
  at: z.string(),
  /** Set when the comment was answered together with others. */
  theme: z.string(),
})
export type AnswerRow = z.infer<typeof AnswerRow>

export const ThemeRow = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  disposition: z.enum(DISPOSITIONS),
  reason: z.string(),
  comments: z.array(z.string()),
  at: z.string(),
})
export type ThemeRow = z.infer<typeof ThemeRow>

/** That an officer looked at a comment, and of what kind it is since; rows of 0.1.0 do not say who. */
export const ScreenRow = z.object({
  id: z.string(),
  kind: z.enum(KINDS),
  by: z.string().default(''),
  organName: z.string().default(''),
  at: z.string(),
})
export type ScreenRow = z.infer<typeof ScreenRow>

export const RootRow = z.object({ day: z.string(), count: z.int(), root: z.string(), jws: z.string() })
export type RootRow = z.infer<typeof RootRow>

/** The commitments of a day in their order, in parts: from them a receipt's path is found without reading a matter whole. */
export const LeavesRow = z.object({ leaves: z.array(z.string()) })
export const leavesOf = (day: string) => `LEAVES#${day}#`
export const leavesKey = (matter: string, day: string, part: number) => ({
  pk: hearingPk(matter),
  sk: `${leavesOf(day)}${pad(part)}`,
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
export const sealedKey = (id: string) => ({ pk: SEALED, sk: `${COUNTED}${id}` })

export const Reconciled = z.object({
  notice: z.string(),
  shard: z.int(),
  /** Comments received before the notice ended, accusations not among them: a matter's rows say nothing of those. */
  received: z.int(),
  /** Over id and commitment of everything received before the notice ended, accusations among it. */
  digest: z.string(),
  at: z.string(),
})
export type Reconciled = z.infer<typeof Reconciled>

export const Reconciling = z.object({
  matter: z.string(),
  notice: z.string(),
  /** Since when shard and tally have differed in a way that counting again does not mend; '' while none did. */
  stuckSince: z.string(),
})
export type Reconciling = z.infer<typeof Reconciling>

/**
 * Put when a notice has ended, due when all that was received before has landed. The same whoever puts it, and put
 * again when all is compared it goes with the next sweep: so it needs no guard.
 */
export function reconcilingWrite(notice: Pick<Notice, 'matter' | 'id' | 'closesAt'>): Write {
  const { matter, id, closesAt } = notice
  const due = new Date(new Date(closesAt).getTime() + GRACE_MS).toISOString()
  const row: Reconciling = { matter, notice: id, stuckSince: '' }
  const index = { duePk: RECONCILING, dueSk: `${due}#${matter}` }
  return { put: { ...reconcilingKey(matter, id), ...row, ...index }, when: 'any' }
}

/** Of all notices that a matter had. */
export async function loadReconciled(table: Pick<Table, 'all'>, matter: string): Promise<Reconciled[]> {
  return (await table.all({ pk: tallyPk(matter), prefix: RECONCILED })).map((item) => Reconciled.parse(item))
}

/** What was counted of a matter, as it stands. */
export async function loadSeen(table: Pick<Table, 'all'>, matter: string): Promise<Seen[]> {
  return (await table.all({ pk: tallyPk(matter), prefix: COUNTED })).map((item) => Seen.parse(item))
}

/** One shard's sums as stored. */
export type Tally = Balance & Item & { readonly updatedAt: string }

export async function loadBalances(table: Pick<Table, 'all'>, matter: string) {
  const items = await table.all({ pk: tallyPk(matter), prefix: BALANCES })
  const parts: Tally[] = items.map((item) => ({
    ...Balance.parse(item),
    pk: item.pk,
    sk: item.sk,
    updatedAt: String(item.updatedAt),
  }))
  return { parts, whole: sum(parts) }
}

/** As many as a notice has shards (`functions/notices`): every shard's sums are checked, also where none are stored yet. */
const SHARDS = 16

/** That something is still open when this is committed: one shard that has open ones stands for all. */
export function someOpen(parts: readonly Tally[]): Write[] {
  const part = parts.find(({ open }) => open > 0)
  return part ? [{ check: { pk: part.pk, sk: part.sk }, when: [{ attribute: 'open', is: part.open }] }] : []
}

/** That nothing is open in any part and nobody wound back what was received, now and when these are committed. */
export function noneOpen(matter: string, parts: readonly Tally[]): Write[] {
  const stored = new Map(parts.map((part) => [part.sk, part]))
  return Array.from({ length: SHARDS }, (_, shard): Write => {
    const check = balanceKey(matter, shard)
    const part = stored.get(check.sk)
    if (!part) return { check, when: 'absent' }
    return {
      check,
      when: [
        { attribute: 'open', is: 0 },
        { attribute: 'received', is: part.received },
      ],
    }
  })
}
