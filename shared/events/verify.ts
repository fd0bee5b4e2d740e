import { hashOf } from '../signing/hash.ts'
import type { Item, Table } from '../table/table.ts'
import { type EventRow, eventKey, rowHash } from './chain.ts'

/** What is wrong with a row. `PROBLEMS` says it in words. */
export type Problem = keyof typeof PROBLEMS

export const PROBLEMS = {
  'event-missing': '事件缺失:链上应有这一条,表中没有',
  'event-changed': '事件被改动:内容与自身的校验值不符',
  'link-broken': '事件被改动:校验值与后一条(或主记录)所记的不符',
  'row-missing': '记录缺失:事件记载了它,表中没有',
  'row-changed': '记录被改动:内容与最近一次事件所记的不符',
  'row-unknown': '记录来历不明:没有任何事件记载它,或者事件记载它已删除',
  'kept-changing': '核对期间一直有人改动,没有核完,请稍后再核',
} as const

/** All that verifying needs: it writes nothing. */
export type ReadTable = Omit<Table, 'commit'>

export interface Finding {
  readonly pk: string
  readonly sk: string
  readonly problem: Problem | (string & {})
}

/** One subject, walked from end to end. */
export interface Walked {
  readonly pk: string
  readonly events: number
  readonly rows: number
  readonly findings: readonly Finding[]
}

/** Rows that live in a subject's partition without being under its chain: nothing is decided by them. */
const UNCHAINED = ['CURSOR#', 'REMIND#', 'DRAFT#']

/** A gap names its first events only, so that one forged number cannot fill the report. */
const NAMED_PER_GAP = 100

/**
 * Walks one chain and every row of its partition: each event's hash, the link to the one before, numbers without
 * gaps, the head, and each row against the latest event that mentions it. Memory: one hash for each row.
 * A chain that grows meanwhile is walked again, so that nothing is reported that was only half seen.
 */
export async function verifySubject(table: ReadTable, pk: string): Promise<Walked> {
  for (let attempt = 0; attempt < 8; attempt++) {
    const before = await table.get({ pk, sk: 'HEAD' })
    const walked = await walk(table, pk)
    if (walked.findings.length === 0) return walked
    const after = await table.get({ pk, sk: 'HEAD' })
    if (before?.version === after?.version) return walked
  }
  return { pk, events: 0, rows: 0, findings: [{ pk, sk: 'HEAD', problem: 'kept-changing' }] }
}

async function walk(table: ReadTable, pk: string): Promise<Walked> {
  const findings: Finding[] = []
  const found = (sk: string, problem: Problem) => findings.push({ pk, sk, problem })
  const mentioned = new Map<string, string | null>()
  const rows = new Map<string, string>()
  let head: Item | undefined
  let last: EventRow | undefined
  let events = 0

  const missing = (from: number, to: number) => {
    for (let seq = from; seq <= to && seq < from + NAMED_PER_GAP; seq++) found(eventKey(seq), 'event-missing')
  }

  for await (const item of partition(table, pk)) {
    if (!item.sk.startsWith('EVENT#')) {
      rows.set(item.sk, hashOr(item, rowHash))
      if (item.sk === 'HEAD') head = item
      continue
    }
    events++
    if (!isEvent(item)) {
      found(item.sk, 'event-changed')
      continue
    }
    if (item.hash !== hashOr(item, eventHash)) found(item.sk, 'event-changed')
    const expected = (last?.seq ?? 0) + 1
    if (item.seq !== expected) missing(expected, item.seq - 1)
    else if (item.prev !== (last?.hash ?? '')) found(last?.sk ?? item.sk, 'link-broken')
    for (const [sk, hash] of Object.entries(item.rows)) mentioned.set(sk, hash)
    last = item
  }

  if (head && typeof head.seq === 'number') missing((last?.seq ?? 0) + 1, head.seq)
  if (head && last && (head.seq as number) <= last.seq && head.hash !== last.hash) {
    // Which of the two was rewritten cannot be told from here: both are named.
    found(last.sk, 'link-broken')
    found('HEAD', 'row-changed')
  }
  for (const [sk, hash] of mentioned) {
    const actual = rows.get(sk)
    if (hash === null ? actual !== undefined : actual === undefined)
      found(sk, hash === null ? 'row-unknown' : 'row-missing')
    else if (hash !== null && actual !== hash) found(sk, 'row-changed')
  }
  for (const sk of rows.keys()) {
    if (!mentioned.has(sk) && !UNCHAINED.some((start) => sk.startsWith(start))) found(sk, 'row-unknown')
  }
  return { pk, events, rows: rows.size, findings }
}

/**
 * Walks every chain of the table. A partition is a chain when it has a head or an event; inboxes, counters and
 * comments have neither and are left to checks of their own. Memory: the names of the chains.
 */
export async function* verifyAll(table: ReadTable): AsyncIterable<Walked> {
  const chains = new Set<string>()
  for await (const item of table.scan()) {
    if (item.sk === 'HEAD' || item.sk.startsWith('EVENT#')) chains.add(item.pk)
  }
  for (const pk of [...chains].sort()) yield await verifySubject(table, pk)
}

/**
 * A feature's own check of rows outside chains (comments against their daily root).
 * @param now what has only just come may lag behind; how long, the check knows
 */
export type ExtraCheck = (table: ReadTable, now: Date) => AsyncIterable<Finding>

async function* partition(table: ReadTable, pk: string): AsyncIterable<Item> {
  let cursor: string | undefined
  do {
    const page = await table.query({ pk, ...(cursor ? { cursor } : {}) })
    yield* page.items
    cursor = page.cursor
  } while (cursor)
}

function eventHash(event: Item): string {
  const { hash: _, ...body } = event
  return hashOf(body)
}

/** What was written past us may have no canonical form (a fraction, half a surrogate pair): then it matches nothing. */
function hashOr(item: Item, hash: (item: Item) => string): string {
  try {
    return hash(item)
  } catch {
    return 'no canonical form'
  }
}

function isEvent(item: Item): item is EventRow {
  const rows = item.rows
  return Number(item.seq) >= 1 && item.sk === eventKey(Number(item.seq)) && typeof rows === 'object' && rows !== null
}
