import { describe, expect, it } from 'vitest'
import { verifyAll } from '../../../shared/events/verify.ts'
import { MATTERS } from '../../../shared/table/definition.ts'
import type { Item, Table } from '../../../shared/table/table.ts'
import { handClock } from '../../../test/support/clock.ts'
import { memoryStore } from '../../../test/support/store.ts'
import { actorSource, holdersOf, readOrgans } from '../offers.ts'
import { demoAccounts } from './accounts.ts'
import { DEMO_PEOPLE } from './people.ts'
import { register } from './register.ts'
import { seedOrgans } from './seed.ts'

async function contents(table: Table): Promise<Item[]> {
  const items: Item[] = []
  for await (const item of table.scan()) items.push(item)
  return items.sort((a, b) => (a.pk + a.sk < b.pk + b.sk ? -1 : 1))
}

function empty() {
  const clock = handClock('2026-11-24T09:00:00+08:00')
  return { clock, now: clock.now, table: memoryStore(clock.now).table(MATTERS.name) }
}

describe('seeding', () => {
  it('changes nothing the second time, even on another day', async () => {
    const { clock, now, table } = empty()
    await seedOrgans({ table, now, demo: true })
    const before = await contents(table)
    clock.advance({ days: 30 })
    expect(await seedOrgans({ table, now, demo: true })).toBe(0)
    expect(await contents(table)).toEqual(before)
  })

  it('leaves whole chains behind', async () => {
    const { now, table } = empty()
    await seedOrgans({ table, now, demo: true })
    let chains = 0
    for await (const walked of verifyAll(table)) {
      chains++
      expect(walked.findings).toEqual([])
    }
    expect(chains).toBe(register().length + DEMO_PEOPLE.length)
  })

  it('goes on where an interrupted run stopped', async () => {
    const { now, table } = empty()
    const whole = empty()
    await seedOrgans({ table: whole.table, now, demo: true })
    let commits = 0
    const failing: Table = {
      ...table,
      get: (key) => table.get(key),
      query: (query) => table.query(query),
      commit: (writes) => (++commits > 3 ? Promise.reject(new Error('power cut')) : table.commit(writes)),
    }
    await expect(seedOrgans({ table: failing, now, demo: true })).rejects.toThrow('power cut')
    await seedOrgans({ table, now, demo: true })
    expect(await contents(table)).toEqual(await contents(whole.table))
  })

  it('lists every organ, by path', async () => {
    const { now, table } = empty()
    await seedOrgans({ table, now, demo: false })
    const codes = (list: readonly { code: string }[]) => list.map((one) => one.code).sort()
    expect(codes(await readOrgans(table))).toEqual(codes(register()))
  })

  it('without demo people knows nobody but the administrator it was told', async () => {
    const { now, table } = empty()
    await seedOrgans({ table, now, demo: false })
    await seedOrgans({ table, now, demo: false, administrator: { id: 'idp|4711', name: '示例·首任管理员' } })
    const { actorOf } = actorSource({ table, now })
    expect(await actorOf('idp|4711', undefined, ['administrator'])).toMatchObject({ organ: '6207-DWB', scope: '6207' })
    await expect(actorOf('lj-filer', undefined, 'anyone')).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('the demo people', () => {
  it('stand in organs that exist, each account once, every name marked as invented', () => {
    const codes = new Set(register().map((organ) => organ.code))
    expect(new Set(DEMO_PEOPLE.map((person) => person.id)).size).toBe(DEMO_PEOPLE.length)
    for (const person of DEMO_PEOPLE) {
      expect(codes).toContain(person.organ)
      expect(person.name).toMatch(/^示例·/)
    }
    for (const account of demoAccounts()) {
      expect(account.posts).not.toHaveLength(0)
      for (const post of account.posts) expect(post.organName).toBeTruthy()
    }
  })

  it('cover every duty', async () => {
    const { now, table } = empty()
    await seedOrgans({ table, now, demo: true })
    const acting = await Promise.all([
      holdersOf(table, { organ: '620702100', duty: 'filer' }, '2026-11-24'),
      holdersOf(table, { organ: '620702-PLC', duty: 'reviewer' }, '2026-11-24'),
      holdersOf(table, { organ: '620702-PLC', duty: 'reviewer' }, '2027-12-01'),
    ])
    expect(acting).toEqual([['lj-filer'], ['gz-reviewer'], ['gz-reviewer', 'gz-second']])
    const shown = demoAccounts().flatMap((account) => account.posts.map((post) => post.duty))
    for (const duty of [
      '报送人',
      '负责人',
      '审查人',
      '意见办理人',
      '档案员',
      '督查员',
      '决策核验人',
      '审批核验人',
      '审计员',
      '管理员',
    ])
      expect(shown).toContain(duty)
  })
})
