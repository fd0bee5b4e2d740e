import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { crank } from '../../test/support/crank.ts'
import { quickPace } from '../../test/support/quick-pace.ts'
import { memoryStore } from '../../test/support/store.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Store } from '../table/sqlite/store.ts'
import { GuardFailed, type Item, type Table, TableFault } from '../table/table.ts'
import { SYSTEM } from './chain.ts'
import { change, create, type Decided, demandSeen, type Guarded } from './change.ts'
import { verifySubject } from './verify.ts'

const PK = 'MATTER#1'
const PAPER = { pk: 'VOLUME#1', sk: 'DOC#1' }

let store: Store
let table: Table
beforeEach(() => {
  store = memoryStore(crank().now)
  table = store.table('matters')
})
afterEach(() => store.close())

const subject = { pk: PK, read: (head: Item | undefined) => Number(head?.n ?? 0) }
const says = (n: number, more: Partial<Decided> = {}): Decided => {
  return { state: { n }, type: 'test.changed', by: SYSTEM, at: '2026-03-02T01:00:00.000Z', data: {}, ...more }
}
const addOne = async (n: number) => says(n + 1)
const stored = async () => (await table.get({ pk: PK, sk: 'HEAD' }))?.n
const withdrawn = () => new Refusal('rule', '这份材料已撤下。')
const paperIsVerified: Guarded = {
  check: PAPER,
  when: [{ attribute: 'state', is: 'verified' }],
  otherwise: withdrawn,
}

/** The table, on which somebody else is faster before each of the first commits. */
function raced(faster: () => Promise<unknown>, times = 1): Pick<Table, 'get' | 'commit'> {
  let left = times
  return {
    get: (key) => table.get(key),
    async commit(writes) {
      if (left-- > 0) await faster()
      await table.commit(writes)
    },
  }
}

describe('a change of a subject', () => {
  it('begins a subject that is not there yet, and goes on from what is stored', async () => {
    await change(table, subject, addOne)
    const head = await change(table, subject, addOne)
    expect([head?.n, head?.version, await stored()]).toEqual([2, 2, 2])
    expect((await verifySubject(table, PK)).findings).toEqual([])
  })

  it('writes nothing, not even an event, when there is nothing to change', async () => {
    await change(table, subject, addOne)
    expect(await change(table, subject, async () => undefined)).toBeUndefined()
    expect((await verifySubject(table, PK)).events).toBe(1)
  })

  it('is decided again, on what is stored by then, when somebody was faster', async () => {
    const seen: number[] = []
    const decide = async (n: number) => {
      seen.push(n)
      return says(n + 1)
    }
    const twice = raced(() => change(table, subject, addOne), 2)
    await change(twice, subject, decide, { pace: quickPace() })
    expect([seen, await stored()]).toEqual([[0, 1, 2], 3])
    expect((await verifySubject(table, PK)).findings).toEqual([])
  })

  it('is given up when the person’s intent no longer holds on what is stored by then', async () => {
    const onlyOnNothing = async (n: number) => {
      if (n > 0) throw new Refusal('wrong-state', '已经办过了。')
      return says(1)
    }
    const racing = change(
      raced(() => change(table, subject, addOne)),
      subject,
      onlyOnNothing,
      { pace: quickPace() },
    )
    await expect(racing).rejects.toMatchObject({ code: 'wrong-state' })
    expect(await stored()).toBe(1)
  })
})

describe('a guard that does not hold', () => {
  const withPaper = async (n: number) => says(n + 1, { others: [paperIsVerified] })

  it('says its own refusal, and nothing is written', async () => {
    await table.commit([{ put: { ...PAPER, state: 'withdrawn' }, when: 'absent' }])
    await expect(change(table, subject, withPaper)).rejects.toMatchObject({ message: '这份材料已撤下。' })
    expect(await stored()).toBeUndefined()
  })

  it('says the refusal of the one that failed, not of the one beside it', async () => {
    const other = {
      ...paperIsVerified,
      check: { ...PAPER, sk: 'DOC#2' },
      otherwise: () => new Refusal('rule', '另一份'),
    }
    await table.commit([{ put: { ...PAPER, state: 'verified' }, when: 'absent' }])
    const both = async () => says(1, { others: [paperIsVerified, other] })
    await expect(change(table, subject, both)).rejects.toMatchObject({ message: '另一份' })
  })

  it('keeps still while the head moved too: what it was decided on is gone, so it is decided again', async () => {
    await table.commit([{ put: { ...PAPER, state: 'verified' }, when: 'absent' }])
    const faster = async () => {
      await change(table, subject, addOne)
      await table.commit([{ put: { ...PAPER, state: 'withdrawn' }, when: 'present' }])
    }
    const seen: number[] = []
    const decide = async (n: number) => {
      seen.push(n)
      return n === 0 ? withPaper(n) : says(n + 1)
    }
    await change(raced(faster), subject, decide, { pace: quickPace() })
    expect([seen, await stored()]).toEqual([[0, 1], 2])
  })

  it('without a refusal of its own is decided again, until it holds', async () => {
    const { otherwise: _, ...silentCheck } = paperIsVerified
    let tries = 0
    const decide = async () => {
      if (++tries === 3) await table.commit([{ put: { ...PAPER, state: 'verified' }, when: 'any' }])
      return says(1, { others: [silentCheck] })
    }
    await change(table, subject, decide, { pace: quickPace() })
    expect([tries, await stored()]).toEqual([3, 1])
  })
})

describe('rows that contradict each other', () => {
  it('are a fault, told at once: nobody is told for a whole request’s time that many people are at work', async () => {
    await table.commit([{ put: { pk: PK, sk: 'EVENT#00000001', type: 'test.forged' }, when: 'absent' }])
    const pace = quickPace()
    await expect(change(table, subject, addOne, { pace })).rejects.toThrow(GuardFailed)
    expect(pace.pauses.length).toBe(4)
  })

  it('are not seen in rows that somebody moves each time', async () => {
    const busy = raced(() => change(table, subject, addOne), 20)
    await change(busy, subject, addOne, { pace: quickPace() })
    expect(await stored()).toBe(21)
  })
})

describe('when the store cannot say whether a commit went through', () => {
  /** Commits, and loses its first answer. */
  const losing = (wrote = true): Pick<Table, 'get' | 'commit'> => {
    let lost = false
    return {
      get: (key) => table.get(key),
      async commit(writes) {
        if (lost || wrote) await table.commit(writes)
        if (lost) return
        lost = true
        throw new TableFault('unknown')
      },
    }
  }
  const once = async (n: number) => (n === 0 ? says(1) : undefined)

  it('the caller is told, and it is not tried a second time', async () => {
    await expect(change(losing(), subject, once)).rejects.toMatchObject({ kind: 'unknown' })
    expect((await verifySubject(table, PK)).events).toBe(1)
  })

  it.each([
    ['it did', true],
    ['it did not', false],
  ])('it is asked again where the decision itself sees what is left to do: %s', async (_what, wrote) => {
    await change(losing(wrote), subject, once, { whenUnknown: 'ask again', pace: quickPace() })
    expect([await stored(), (await verifySubject(table, PK)).events]).toEqual([1, 1])
  })
})

describe('a new subject', () => {
  it('asks anew for what decides its key when somebody took it', async () => {
    const taken = async (id: number) => create(table, async () => ({ pk: `MATTER#${id}`, ...says(id) }))
    await taken(1)
    let id = 0
    const head = await create(table, async () => ({ pk: `MATTER#${++id}`, ...says(id) }), { pace: quickPace() })
    expect(head.pk).toBe('MATTER#2')
  })
})

describe('who decided on an older revision than the stored one', () => {
  it('is told who changed it and when, and that nothing they wrote is lost', () => {
    expect(() => demandSeen(3, 3, undefined)).not.toThrow()
    const seen = () => demandSeen(2, 3, { by: '示例·田报送', at: '2026-03-02T01:00:00.000Z' })
    expect(seen).toThrow(/^示例·田报送于.*改动了这里的内容。.*没有丢失。$/)
    expect(() => demandSeen(2, 3, undefined)).toThrow(/^有人于刚才改动了/)
  })
})
