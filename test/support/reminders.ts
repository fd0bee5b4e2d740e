import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SweepDeps } from '../../functions/clocks/deps.ts'
import { CLOCK_RULES, type ClockRow, startClock } from '../../functions/clocks/offers.ts'
import type { Put } from '../../functions/clocks/store-rows.ts'
import { chinaCalendar } from '../../shared/calendar/china.ts'
import { extend, type Head, SYSTEM } from '../../shared/events/chain.ts'
import { dateInShanghai } from '../../shared/kernel/clock.ts'
import { inboxNotifier, listInbox } from '../../shared/notify/inbox.ts'
import { silent } from '../../shared/observe/observe.ts'
import { MATTERS } from '../../shared/table/definition.ts'
import { openStore, type Store } from '../../shared/table/sqlite/store.ts'
import type { Table } from '../../shared/table/table.ts'
import { handClock } from './clock.ts'

/** The matter that these clocks are of: who must act, and who is told when nobody does. */
const ROAD = {
  addressee: { organ: '620702', duty: 'reviewer' },
  superior: { organ: '6207', duty: 'reviewer' },
  title: '梁家墩镇道路拓宽',
  link: '/matters/1',
  organPath: '6207/620702',
} as const

const directoryOf = (posts: ReadonlyMap<string, string[]>): SweepDeps['directory'] => ({
  holders: async ({ organ, duty }) => posts.get(`${organ}/${duty}`) ?? [],
  superior: async (organ) => (organ === '620702' ? '6207' : undefined),
})

/** What accounts were told, oldest first. */
function inboxesOf(table: () => Table) {
  const all = async (account: string) => (await listInbox(table(), account, { limit: 1000 })).messages.toReversed()
  return {
    /** `T-2@2026-06-08` of each message an account ever got. */
    inbox: async (account: string) => (await all(account)).map((m) => m.id.split('#')[1] as string),
    bodies: async (account: string) => (await all(account)).map((m) => m.body),
  }
}

/** A real store with subjects, posts and clocks in it, under a clock moved by hand. Names are invented. */
export function reminderBench(start = '2026-06-01T10:00:00+08:00', indexLagMs = 0) {
  const dir = mkdtempSync(join(tmpdir(), 'reminders-'))
  const clock = handClock(start)
  const file = join(dir, 'store.db')
  let store: Store = openStore({ file, definitions: [MATTERS], now: clock.now, indexLagMs })
  const table = (): Table => store.table('matters')
  const posts = new Map<string, string[]>(Object.entries({ '620702/reviewer': ['li'], '6207/reviewer': ['zhao'] }))
  const calendars = { now: chinaCalendar() }
  const deps = (over: Partial<SweepDeps> = {}): SweepDeps => ({
    table: table(),
    notifier: inboxNotifier(),
    calendar: calendars.now,
    directory: directoryOf(posts),
    now: clock.now,
    log: silent,
    ...over,
  })
  const today = () => dateInShanghai(clock.now())
  const commit = async (pk: string, type: string, changes: { rows: readonly Put[]; others: readonly Put[] }) => {
    const head = (await table().get({ pk, sk: 'HEAD' })) as Head | undefined
    const at = clock.now().toISOString()
    const state = { title: '梁家墩镇道路拓宽' }
    await table().commit(extend(pk, head, { state, type, by: SYSTEM, at, data: {}, ...changes }).writes)
  }
  return {
    clock,
    posts,
    calendars,
    deps,
    table,
    today,
    commit,
    ...inboxesOf(table),
    /** Starts a clock in the commit of a fact of its subject. */
    async begin(kind = 'filing-review', id = 'c1', pk = 'MATTER#1', length?: number): Promise<ClockRow> {
      const started = startClock({
        pk,
        kind,
        id,
        today: today(),
        calendar: calendars.now,
        rules: CLOCK_RULES,
        ...ROAD,
        ...(length ? { length } : {}),
      })
      await commit(pk, 'test.started', started)
      return started.clock
    },
    restart() {
      store.close()
      store = openStore({ file, definitions: [MATTERS], now: clock.now, indexLagMs })
    },
    end() {
      store.close()
      rmSync(dir, { recursive: true })
    },
  }
}

export type ReminderBench = ReturnType<typeof reminderBench>
