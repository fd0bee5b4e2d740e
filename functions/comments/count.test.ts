import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noticeOf } from '../../shared/events/notice.ts'
import { silent } from '../../shared/observe/observe.ts'
import { sha256 } from '../../shared/signing/hash.ts'
import type { Item } from '../../shared/table/table.ts'
import { openProduct, type Product } from '../../test/support/product.ts'
import { CAST, ROAD } from '../../test/support/road.ts'
import { act, NOTICE } from '../../test/support/steps.ts'
import { receive } from './commands/receive.ts'
import { withdraw } from './commands/withdraw.ts'
import { compose } from './compose.ts'
import { holds } from './domain/balance.ts'
import { type Hash, rootOf } from './domain/merkle.ts'
import { STANCES, Words } from './domain/words.ts'
import { rootDays } from './reactions/root-days.ts'
import { openNotices } from './reads/open-notices.ts'
import { verifyComments } from './reads/verify.ts'
import { codesOf } from './receipt/codes.ts'
import { hearingPk, LeavesRow, loadBalances, RootRow, tallyPk } from './store.ts'

let product: Product
beforeEach(async () => {
  product = await openProduct()
})
afterEach(() => product.close())

let serial = 0
/** A matter of its own for each run, so that one store serves many. */
async function open(): Promise<string> {
  const made = (await product.call(CAST.filer, 'POST', '/api/matters', ROAD)).json as { id: string; version: number }
  await act(product, CAST.filer, made, 'notices', { notice: NOTICE })
  return made.id
}

async function say(matter: string, words: Partial<Words>, key = `key ${serial++}`) {
  const found = await openNotices(product.ports.matters, product.clock.now)(matter)
  if (!found) throw new Error('no notice')
  const receipt = await receive(
    { ...product.ports, contactDays: 30 },
    found.notice,
    key,
    Words.parse({ text: '示例', ...words }),
  )
  return { ...receipt, takeBack: () => withdraw(product.ports, found.notice, receipt.code) }
}

async function commentRows(matter: string): Promise<Item[]> {
  const rows: Item[] = []
  for await (const item of product.ports.matters.scan()) if (item.pk.startsWith(`COMMENTS#${matter}#`)) rows.push(item)
  return rows
}

/** As the feed delivers: any order, again and again, beside each other. */
async function deliver(rows: readonly Item[]): Promise<void> {
  const [consumer] = compose({ ...product.ports, log: silent }).consumers
  await Promise.all(rows.map((row) => consumer?.consume(noticeOf(row) as NonNullable<ReturnType<typeof noticeOf>>)))
}

async function findings(): Promise<{ sk: string; problem: string }[]> {
  const all = []
  for await (const { sk, problem } of verifyComments(product.ports.matters, product.clock.now()))
    all.push({ sk, problem })
  return all
}

describe('counting', () => {
  it('comes to the same sums whatever the order, however often, and even withdrawals first', async () => {
    const one = fc.record({
      stance: fc.constantFrom(...STANCES),
      withdrawn: fc.boolean(),
      kind: fc.constantFrom('opinion', 'accusation'),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(one, { minLength: 1, maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        async (all, dice) => {
          const matter = await open()
          for (const { stance, withdrawn, kind } of all) {
            const said = await say(matter, { stance, kind: kind as Words['kind'] })
            if (withdrawn) await said.takeBack()
          }
          const rows = await commentRows(matter)
          const twice = [...rows, ...rows].map((row) => ({ row, at: dice.next().value as number }))
          await deliver(twice.sort((a, b) => a.at - b.at).map(({ row }) => row))
          const { whole, parts } = await loadBalances(product.ports.matters, matter)
          const counted = all.filter((c) => c.kind !== 'accusation')
          expect(parts.every(holds)).toBe(true)
          expect(whole).toMatchObject({
            received: counted.length,
            withdrawn: counted.filter((c) => c.withdrawn).length,
            open: counted.filter((c) => !c.withdrawn).length,
            byStance: Object.fromEntries(STANCES.map((s) => [s, counted.filter((c) => c.stance === s).length])),
          })
          const todo = await product.ports.matters.get({ pk: tallyPk(matter), sk: 'TASK#answer-comments' })
          expect(todo !== undefined).toBe(whole.open > 0)
        },
      ),
      { numRuns: 12 },
    )
    expect(await findings()).toEqual([])
  }, 60_000)
})

describe('a day’s root', () => {
  const hash: Hash = sha256
  const roots = async (matter: string) =>
    (await product.ports.matters.all({ pk: hearingPk(matter), prefix: 'ROOT#' })).map((row) => RootRow.parse(row))
  const root = () => rootDays(product.ports)

  it('is made once for each day that is over, signed, and leads from each receipt to it', async () => {
    const matter = await open()
    const receipts = [await say(matter, {}), await say(matter, { text: '另一句' }), await say(matter, { text: '三' })]
    await deliver(await commentRows(matter))
    await root()
    expect(await roots(matter)).toEqual([])
    product.clock.set('2026-11-25T00:59:00+08:00')
    await root()
    expect(await roots(matter)).toEqual([])
    product.clock.set('2026-11-25T01:00:00+08:00')
    await root()
    await root()
    const [only, ...more] = await roots(matter)
    expect(more).toEqual([])
    const signed = await product.ports.signer.verify('wenping-root', only?.jws ?? '')
    expect(signed).toEqual({ matter, day: '2026-11-24', count: 3, root: only?.root })
    const public_ = (await product.call('', 'GET', `/proofs/${matter}`)).json
    expect(public_).toEqual({ matter, roots: [only] })
    const found = await Promise.all(receipts.map((r) => product.call('', 'POST', '/lookup', { matter, code: r.code })))
    for (const [i, page] of found.entries()) {
      const path = [...String(page.body).matchAll(/<li>(左|右) <code>([0-9a-f]{64})</g)].map(([, side, h]) => ({
        side: side === '左' ? ('left' as const) : ('right' as const),
        hash: h as string,
      }))
      expect(rootOf(hash, receipts[i]?.commitment ?? '', path)).toBe(only?.root)
    }
  })

  it('holds what came before midnight and was counted after it, on the day it was counted', async () => {
    const matter = await open()
    product.clock.set('2026-11-24T23:59:59+08:00')
    const late = await say(matter, {})
    product.clock.set('2026-11-25T03:00:00+08:00')
    await root()
    await deliver(await commentRows(matter))
    product.clock.set('2026-11-26T03:00:00+08:00')
    await root()
    expect((await roots(matter)).map(({ day, count }) => ({ day, count }))).toEqual([{ day: '2026-11-25', count: 1 }])
    const [leaves] = await product.ports.matters.all({ pk: hearingPk(matter), prefix: 'LEAVES#' })
    expect(LeavesRow.parse(leaves).leaves).toEqual([late.commitment])
    expect(await findings()).toEqual([])
  })

  it('is made for accusations too, in one ledger of the city', async () => {
    const matter = await open()
    await say(matter, { kind: 'accusation' })
    await deliver(await commentRows(matter))
    product.clock.advance({ days: 1 })
    await root()
    expect(await roots('SEALED')).toMatchObject([{ day: '2026-11-24', count: 1 }])
    expect(await roots(matter)).toEqual([])
    expect(await findings()).toEqual([])
  })
})

describe('checking what is kept', () => {
  async function rooted() {
    const matter = await open()
    const receipt = await say(matter, { text: '反对', stance: 'oppose' })
    await say(matter, { text: '支持', stance: 'support' })
    await deliver(await commentRows(matter))
    product.clock.advance({ days: 1 })
    await rootDays(product.ports)
    expect(await findings()).toEqual([])
    const found = await openNotices(product.ports.matters, product.clock.now)(matter)
    if (!found) throw new Error('no notice')
    const rows = await commentRows(matter)
    const row = rows.find((r) => r.commitment === receipt.commitment) as Item
    const seen = (await product.ports.matters.get({ pk: tallyPk(matter), sk: `SEEN#${row.id}` })) as Item
    return { matter, row, seen }
  }
  const { stringify } = JSON
  const change = (item: Item) => product.ports.matters.commit([{ put: item, when: 'any' }])
  const remove = ({ pk, sk }: Item) => product.ports.matters.commit([{ delete: { pk, sk }, when: 'any' }])
  const named = async () => (await findings()).map((f) => stringify(f))

  it('names a comment whose words, stance or time were changed', async () => {
    const { row } = await rooted()
    const forgeries: Record<string, string | boolean>[] = [
      { text: '赞成' },
      { stance: 'support' },
      { receivedAt: '2026-12-25T00:00:00.000Z' },
      { late: true },
    ]
    for (const forged of forgeries) {
      await change({ ...row, ...forged })
      expect(await named()).toEqual([stringify({ sk: row.sk, problem: 'row-changed' })])
    }
  })

  it('names a comment that was removed', async () => {
    const { row } = await rooted()
    await remove(row)
    expect(await named()).toEqual([stringify({ sk: row.sk, problem: 'row-missing' })])
  })

  it('finds one that was removed together with its trace, by the sums and the signed root', async () => {
    const { row, seen } = await rooted()
    await remove(row)
    await remove(seen)
    const all = (await named()).join()
    expect(all).toContain('ROOT#2026-11-24')
    expect(all).toContain('BALANCE#')
  })

  it('finds sums that were changed', async () => {
    const { matter } = await rooted()
    const [part] = await product.ports.matters.all({ pk: tallyPk(matter), prefix: 'BALANCE#' })
    await change({ ...(part as Item), open: 0 })
    expect((await named()).join()).toContain(part?.sk)
  })
})

describe('codes', () => {
  it('are the same for one key and matter, and tell nothing of another', () => {
    const { mac } = product.ports
    const one = codesOf(mac, 'WP-1-2026-0001', 'key', 1)
    expect(codesOf(mac, 'WP-1-2026-0001', 'key', 1)).toEqual(one)
    const others = [
      codesOf(mac, 'WP-1-2026-0002', 'key', 1),
      codesOf(mac, 'WP-1-2026-0001', 'kex', 1),
      codesOf(mac, 'WP-1-2026-0001', 'key', 2),
    ]
    for (const other of others)
      for (const part of ['code', 'id', 'nonce'] as const) expect(other[part]).not.toBe(one[part])
  })
})
