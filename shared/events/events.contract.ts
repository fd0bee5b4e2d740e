import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silent } from '../observe/observe.ts'
import type { Table, Write } from '../table/table.ts'
import { type EventRow, extend, type Head, SYSTEM } from './chain.ts'
import { consumeEach, consumeInOrder, cursorKey } from './consumer.ts'
import type { Consumer, DeadLetters, Notice } from './events.ts'
import { noticeOf } from './notice.ts'

/** A table, the feed of its changes, and what carries them to the consumers. */
export interface Rig {
  readonly table: Table
  readonly deadLetters: DeadLetters
  /** Starts carrying; once, before anything else is asked. */
  start(consumers: readonly Consumer[]): Promise<void>
  /** Carries until nothing is due. What failed waits for `later`. */
  settle(): Promise<void>
  /** Lets the back-off pass, as often as there are attempts, so that what fails each time has become a dead letter. */
  later(): Promise<void>
  /** The same notice once more, as queues do. */
  repeat(notice: Notice): Promise<void>
  close(): Promise<void>
}

class Away extends Error {
  override readonly name = 'Away'
}

/** What every adapter of the `events` port must hold. `open` gives a rig with nothing in it. */
export function eventsContract(adapter: string, open: () => Promise<Rig>): void {
  describe(`events on ${adapter}`, () => {
    let rig: Rig
    /** What each reaction was called with, and which of them fail. */
    let called: string[]
    let failing: Set<string>

    const label = (event: { pk: string; seq: number }) => `${event.pk}/${event.seq}`
    const mind = (name: string) => {
      called.push(name)
      if (failing.has(name)) throw new Away()
    }
    /** Notes each event that it reacts to. */
    const counting = (name = 'counting', types = ['filing.']) =>
      consumeInOrder({
        name,
        types,
        table: rig.table,
        log: silent,
        react: async (event) => {
          mind(label(event))
          return [noted(name, event)]
        },
      })
    let reactions = 0
    /** A new row for each reaction, so that one which took effect twice would show. */
    const noted = (name: string, { pk, seq }: EventRow): Write => {
      const sk = String(++reactions).padStart(6, '0')
      return { put: { pk: `EFFECT#${name}#${pk}`, sk, seq }, when: 'absent' }
    }
    const effect = async (pk: string, name = 'counting') =>
      (await rig.table.query({ pk: `EFFECT#${name}#${pk}` })).items.map(({ seq }) => seq)
    const happen = async (pk: string, type = 'filing.changed') => {
      const head = (await rig.table.get({ pk, sk: 'HEAD' })) as unknown as Head | undefined
      const { writes, event } = extend(pk, head, { state: {}, type, by: SYSTEM, at: '2026-03-02T01:00:00Z', data: {} })
      await rig.table.commit(writes)
      return noticeOf(event) as Notice
    }

    beforeEach(async () => {
      rig = await open()
      called = []
      failing = new Set()
    })
    afterEach(() => rig.close())

    it('carries each event to those who asked for its type, in order, and other rows to nobody', async () => {
      await rig.start([counting(), counting('filed', ['filing.filed'])])
      for (const type of ['filing.changed', 'filing.filed', 'notice.published', 'filing.changed'])
        await happen('M#1', type)
      await rig.table.commit([{ put: { pk: 'INBOX#a', sk: 'MESSAGE#1' }, when: 'absent' }])
      await rig.settle()
      expect(await effect('M#1')).toEqual([1, 2, 4])
      expect(await effect('M#1', 'filed')).toEqual([2])
    })

    it('has one effect for a notice that comes twice, at once or later', async () => {
      await rig.start([counting()])
      const notice = await happen('M#1')
      await rig.repeat(notice)
      await rig.settle()
      await rig.repeat(notice)
      await rig.settle()
      expect(await effect('M#1')).toEqual([1])
    })

    it('has one effect when two deliveries run at the same time', async () => {
      const consumer = counting()
      const notices = [await happen('M#1'), await happen('M#1'), await happen('M#1')]
      await Promise.all([...notices, ...notices].map((notice) => consumer.consume(notice).catch(() => undefined)))
      await consumer.consume(notices[2] as Notice)
      expect(await effect('M#1')).toEqual([1, 2, 3])
      await rig.start([])
    })

    it('keeps the order of seq when notices come out of order or late', async () => {
      const consumer = counting()
      const [first, second, third] = [await happen('M#1'), await happen('M#1'), await happen('M#1')]
      await rig.start([consumer])
      for (const notice of [third, first, second]) await rig.repeat(notice as Notice)
      await rig.settle()
      expect(await effect('M#1')).toEqual([1, 2, 3])
    })

    it('tries again when the event that a notice speaks of cannot be seen yet', async () => {
      await rig.start([counting()])
      const head = { pk: 'M#1', sk: 'HEAD', version: 0, seq: 0, hash: '' } as const
      const { event, writes } = extend('M#1', undefined, {
        state: {},
        type: 'filing.changed',
        by: SYSTEM,
        at: 'x',
        data: {},
      })
      await rig.repeat(noticeOf(event) as Notice)
      await rig.settle()
      expect(await effect('M#1')).toEqual([])
      expect(await rig.table.get(head)).toBeUndefined()
      await rig.table.commit(writes)
      await rig.later()
      expect(await effect('M#1')).toEqual([1])
      expect(await rig.deadLetters.list()).toEqual([])
    })

    it('tries a failure again and goes on from there', async () => {
      await rig.start([counting()])
      failing.add('M#1/1')
      await happen('M#1')
      await happen('M#1')
      await rig.settle()
      expect(called).toContain('M#1/1')
      expect(called).not.toContain('M#1/2')
      failing.clear()
      await rig.later()
      expect(await effect('M#1')).toEqual([1, 2])
      expect(await rig.deadLetters.list()).toEqual([])
    })

    it('parks a poisoned subject and no other, lists it, and goes on in order once it was sent again', async () => {
      await rig.start([counting(), counting('filed', ['filing.filed'])])
      failing.add('M#1/1')
      for (const pk of ['M#1', 'M#2', 'M#1', 'M#2']) await happen(pk)
      await rig.settle()
      await rig.later()
      expect(await effect('M#2')).toEqual([1, 2])
      expect(await effect('M#1')).toEqual([])
      expect(called).not.toContain('M#1/2')
      await happen('M#1')
      await happen('M#2')
      await rig.settle()
      expect([await effect('M#1'), await effect('M#2')]).toEqual([[], [1, 2, 3]])

      await rig.later()
      const letters = await rig.deadLetters.list()
      expect(letters[0]).toMatchObject({ consumer: 'counting', notice: { pk: 'M#1', seq: 1, type: 'filing.changed' } })
      expect(new Set(letters.map(({ notice }) => notice.pk))).toEqual(new Set(['M#1']))
      expect(letters[0]?.attempts).toBeGreaterThan(1)
      expect(JSON.stringify(letters)).not.toContain('message')
      expect(await rig.deadLetters.list('counting')).toHaveLength(letters.length)
      expect(await rig.deadLetters.list('filed')).toEqual([])

      failing.clear()
      for (const { id } of letters) await rig.deadLetters.resend(id)
      await rig.settle()
      expect(await effect('M#1')).toEqual([1, 2, 3])
      expect(await rig.deadLetters.list()).toEqual([])
    })

    it('refuses to send again what is no dead letter', async () => {
      await rig.start([counting()])
      await expect(rig.deadLetters.resend('counting/0')).rejects.toMatchObject({ code: 'not-found' })
    })

    it('keeps the cursor of each consumer under the subject', async () => {
      await rig.start([counting()])
      await happen('M#1')
      await happen('M#1')
      await rig.settle()
      expect(await rig.table.get({ pk: 'M#1', sk: cursorKey('counting') })).toMatchObject({ seq: 2 })
    })

    it('carries rows without a chain side by side: one that fails holds up no other, not even under its own key', async () => {
      const react = async (row: { sk: string }) => mind(row.sk)
      await rig.start([consumeEach({ name: 'comments', types: ['comment.'], table: rig.table, log: silent, react })])
      failing.add('C#1')
      for (const sk of ['C#1', 'C#2', 'C#马#|?"<script>']) {
        await rig.table.commit([{ put: { pk: 'COMMENTS#M#0', sk, type: 'comment.received' }, when: 'absent' }])
      }
      await rig.settle()
      expect(called.toSorted()).toEqual(['C#1', 'C#2', 'C#马#|?"<script>'].toSorted())
      failing.clear()
      await rig.later()
      expect(called.filter((name) => name === 'C#1')).toHaveLength(2)
      expect(await rig.deadLetters.list()).toEqual([])
    })
  })
}
