import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inboxNotifier } from '../../shared/notify/inbox.ts'
import { silent } from '../../shared/observe/observe.ts'
import { type ReminderBench, reminderBench } from '../../test/support/reminders.ts'
import { seedOrgans } from '../organs/seed/seed.ts'
import { compose } from './compose.ts'
import { CLOCK_RULES, type PostRef, startClock } from './offers.ts'

describe('the schedule, over the real register of organs with its invented people', () => {
  let bench: ReminderBench
  beforeEach(async () => {
    bench = reminderBench()
    await seedOrgans({ table: bench.table(), now: bench.clock.now, demo: true })
  })
  afterEach(() => bench.end())

  async function overdue(addressee: PostRef, superior: PostRef): Promise<void> {
    const calendar = bench.calendars.now
    const { today } = bench
    const common = { pk: 'MATTER#1', kind: 'filing-review', rules: CLOCK_RULES, title: '道路拓宽', link: '/matters/1' }
    const input = { ...common, id: 'c1', today: today(), calendar, addressee, superior, organPath: '6207/620702' }
    await bench.commit('MATTER#1', 'test.started', startClock(input))
    bench.clock.set('2026-06-09T09:00:00+08:00')
    const ports = { matters: bench.table(), notifier: inboxNotifier(), calendar, now: bench.clock.now, log: silent }
    const [schedule, ...more] = compose(ports).schedules
    expect([schedule?.everyMinutes, more]).toEqual([5, []])
    await schedule?.run()
  }

  it('tells the reviewer who is there, not the one on leave, and the inspector of the city', async () => {
    await overdue({ organ: '620702-PLC', duty: 'reviewer' }, { organ: '6207-PLC', duty: 'inspector' })
    expect(await bench.inbox('gz-reviewer')).toEqual(['overdue@2026-06-08'])
    expect(await bench.inbox('gz-second')).toEqual([])
    expect(await bench.inbox('zy-inspector')).toEqual(['overdue@2026-06-08'])
  })

  it('goes up from office to office until somebody holds the post', async () => {
    await overdue({ organ: '620702100', duty: 'approver' }, { organ: '620702-PLC', duty: 'inspector' })
    expect(await bench.inbox('zy-inspector')).toEqual(['overdue@2026-06-08'])
    expect((await bench.bodies('zy-inspector'))[0]).toMatch(/没有人在岗/)
  })
})
