import { describe, expect, it } from 'vitest'
import { actingIn } from '../../../../../functions/organs/domain/standing.ts'
import { actingWithout, onEnd, onHandOver, onLeave, type People, type Post } from './preview.ts'

// All names are invented.
const people = [
  { id: 'a', name: '示例·甲', organ: '620702102', active: true, leaves: [] },
  { id: 'b', name: '示例·乙', organ: '620702102', active: true, leaves: [] },
  { id: 'c', name: '示例·丙', organ: '620702', active: true, leaves: [{ from: '2026-12-01', to: '2026-12-05' }] },
] as People
const holder = { id: '1', account: 'a', from: '2026-01-01', as: 'holder' } as const
const deputy = { id: '2', account: 'b', from: '2026-01-01', as: 'deputy' } as const
const lent = { id: '3', account: 'c', from: '2026-11-01', to: '2026-12-31', as: 'lent', lentBy: '620702' } as const
const post = (...holdings: Post['holdings'][number][]) =>
  ({
    id: '620702102.leader',
    organ: '620702102',
    duty: 'leader',
    title: '负责人',
    holdings,
    acting: [],
  }) as Post

describe('what an administrator is told before a leave, an end or a handover', () => {
  it('names the deputy who acts during a leave', () => {
    expect(onLeave([post(holder, deputy)], people, 'a', '2026-11-24')).toEqual(['休假期间「负责人」由示例·乙办理。'])
  })
  it('says that nobody acts, and what to do, when there is no deputy', () => {
    expect(onLeave([post(holder)], people, 'a', '2026-11-24')[0]).toContain('没有人办理')
  })
  it('counts on nobody who is away then, or not yet there', () => {
    expect(onLeave([post(holder, lent)], people, 'a', '2026-12-02')[0]).toContain('没有人办理')
    expect(onLeave([post(holder, lent)], people, 'a', '2026-10-31')[0]).toContain('没有人办理')
    expect(onLeave([post(holder, lent)], people, 'a', '2026-11-30')[0]).toContain('由示例·丙办理')
  })
  it('has nothing to say of the leave of who holds no post, or only deputises', () => {
    expect(onLeave([post(holder, deputy)], people, 'b', '2026-11-24')).toEqual([])
    expect(onLeave([post(holder, deputy)], people, '', '2026-11-24')).toEqual([])
  })
  it('says who has the post when somebody leaves it for good', () => {
    expect(onEnd(post(holder, deputy), people, holder, '2026-11-24')).toEqual(['此后「负责人」由示例·乙办理。'])
    expect(onEnd(post(holder), people, holder, '2026-11-24')[0]).toContain('没有人办理')
    expect(onEnd(post(holder, lent), people, holder, '2026-12-31')[0]).toContain('没有人办理')
  })
  it('names both sides of a handover once it is filled in', () => {
    expect(onHandOver(people, 'a', '', '2026-11-25')).toEqual([])
    expect(onHandOver(people, 'a', 'b', '2026-11-25')).toEqual([
      '示例·甲办到交接日的前一天,示例·乙从 2026-11-25 起接手。',
    ])
  })
  it.each(['2026-11-24', '2026-12-02', '2027-01-01'])('on %s tells who the server would let act', (day) => {
    for (const holdings of [[holder, deputy, lent], [holder, lent], [holder], [deputy, lent]]) {
      const whole = post(...holdings)
      const without = { ...whole, holdings: holdings.filter((h) => h.account !== 'a') }
      const known = new Map(people.map((p) => [p.id, p]))
      expect(actingWithout(whole, people, 'a', day).sort()).toEqual([...actingIn(without, known, day)].sort())
      expect(actingWithout(whole, people, '', day).sort()).toEqual([...actingIn(whole, known, day)].sort())
    }
  })
})
