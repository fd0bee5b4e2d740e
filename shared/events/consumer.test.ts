import { beforeEach, describe, expect, it } from 'vitest'
import { crank } from '../../test/support/crank.ts'
import { memoryStore } from '../../test/support/store.ts'
import { silent } from '../observe/observe.ts'
import { GuardFailed, type Table, TableFault, type Write } from '../table/table.ts'
import { type EventRow, eventKey, extend, type Head, SYSTEM } from './chain.ts'
import { consumeEach, consumeInOrder, cursorKey, EventNotVisible } from './consumer.ts'
import type { Notice } from './events.ts'

const PK = 'MATTER#1'
const notice = (seq: number, type = 'filing.changed'): Notice => ({ group: PK, pk: PK, sk: eventKey(seq), type, seq })

describe('a consumer in order', () => {
  let table: Table
  let seen: number[]
  const consumer = (react: (event: EventRow) => Promise<Write[]> = async () => [], over: Table = table) =>
    consumeInOrder({
      name: 'site',
      types: ['filing.'],
      table: over,
      log: silent,
      react: async (event) => {
        seen.push(event.seq)
        return react(event)
      },
    })
  const happen = async (...types: string[]) => {
    for (const type of types) {
      const head = (await table.get({ pk: PK, sk: 'HEAD' })) as unknown as Head | undefined
      await table.commit(extend(PK, head, { state: {}, type, by: SYSTEM, at: '2026-03-02', data: {} }).writes)
    }
  }
  const cursor = async () => (await table.get({ pk: PK, sk: cursorKey('site') }))?.seq

  beforeEach(() => {
    table = memoryStore(crank().now).table('matters')
    seen = []
  })

  it('catches up with everything before the notice, passing over types that are not its own', async () => {
    await happen('filing.changed', 'notice.published', 'filing.changed', 'filing.changed')
    await consumer().consume(notice(3))
    expect([seen, await cursor()]).toEqual([[1, 3], 3])
    await consumer().consume(notice(4))
    expect([seen, await cursor()]).toEqual([[1, 3, 4], 4])
  })

  it('stops at a gap in the chain, having kept what it did before', async () => {
    await happen('filing.changed', 'filing.changed', 'filing.changed')
    await table.commit([{ delete: { pk: PK, sk: eventKey(2) }, when: 'any' }])
    await expect(consumer().consume(notice(3))).rejects.toBeInstanceOf(EventNotVisible)
    expect([seen, await cursor()]).toEqual([[1], 1])
  })

  it('lets a failed guard of the reaction be tried again, with a fresh look and an unmoved cursor', async () => {
    await happen('filing.changed')
    const taken: Write = { put: { pk: 'X', sk: 'X' }, when: 'absent' }
    await table.commit([taken])
    await expect(consumer(async () => [taken]).consume(notice(1))).rejects.toBeInstanceOf(GuardFailed)
    expect(await cursor()).toBeUndefined()
    await consumer().consume(notice(1))
    expect(await cursor()).toBe(1)
  })

  it('does nothing a second time when a commit was made but its answer was lost', async () => {
    await happen('filing.changed')
    const put = { pk: 'COUNT', sk: 'COUNT', n: 1 }
    let lost = true
    const flaky: Table = {
      ...table,
      commit: async (writes) => {
        await table.commit(writes)
        if (lost) throw new TableFault('unknown')
      },
    }
    const once = consumer(async () => [{ put, when: 'absent' }], flaky)
    await expect(once.consume(notice(1))).rejects.toBeInstanceOf(TableFault)
    lost = false
    await once.consume(notice(1))
    expect(seen).toEqual([1])
  })

  it('lets notices of rows without a chain pass', async () => {
    await consumer().consume({ ...notice(0), sk: 'ROW#1' })
    expect(seen).toEqual([])
  })
})

describe('a consumer of each row', () => {
  it('gets the row itself, and passes over one that is gone', async () => {
    const table = memoryStore(crank().now).table('matters')
    const got: unknown[] = []
    const react = async (row: unknown) => void got.push(row)
    const consumer = consumeEach({ name: 'comments', types: ['comment.'], table, log: silent, react })
    const row = { pk: 'COMMENTS#1#0', sk: 'C1', type: 'comment.received' }
    await table.commit([{ put: row, when: 'absent' }])
    await consumer.consume({ ...row, group: 'g', seq: 0 })
    await consumer.consume({ ...row, sk: 'C2', group: 'g', seq: 0 })
    expect(got).toEqual([row])
  })
})
