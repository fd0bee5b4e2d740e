import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import { type Account, type Leave, onLeave, withLeave } from './account.ts'

const TODAY = '2026-11-24'
const on = (...leaves: Leave[]): Account => ({ id: 'a', name: '示例·甲', organ: '620702-PLC', active: true, leaves })
const december = { from: '2026-12-01', to: '2026-12-10' }
const running = { from: '2026-11-20', to: '2026-11-30' }

describe('leave', () => {
  it.each([
    ['is added', on(), december, [december]],
    ['is made longer', on(december), { ...december, to: '2026-12-20' }, [{ ...december, to: '2026-12-20' }]],
    ['is cut short to today', on(running), { ...running, to: TODAY }, [{ ...running, to: TODAY }]],
    [
      'ends at once when the person is back',
      on(running),
      { from: running.from, to: null },
      [{ ...running, to: '2026-11-23' }],
    ],
    ['falls away when taken back before it began', on(december, running), { from: december.from, to: null }, [running]],
    [
      'that is over is not taken back',
      on({ from: '2026-10-01', to: '2026-10-08' }),
      { from: '2026-10-01', to: null },
      [{ from: '2026-10-01', to: '2026-10-08' }],
    ],
  ])('%s', (_, before, wish, after) => {
    expect(withLeave(before, wish, TODAY).leaves).toEqual(after)
  })

  it.each([
    ['dated back', on(), { from: '2026-11-01', to: '2026-11-30' }, 'invalid'],
    ['that ends before it begins', on(), { from: '2026-12-02', to: '2026-12-01' }, 'invalid'],
    ['cut to days that have passed', on(running), { ...running, to: '2026-11-21' }, 'invalid'],
    ['on days that are leave already', on(december), { from: '2026-12-10', to: '2026-12-12' }, 'rule'],
  ])('is refused when %s', (_, before, wish, code) => {
    expect(() => withLeave(before, wish, TODAY)).toThrow(expect.objectContaining({ name: Refusal.name, code }))
  })

  it('changes nothing when sent again', () => {
    const once = withLeave(on(), december, TODAY)
    expect(withLeave(once, december, TODAY)).toBe(once)
  })

  it('lets nobody act on its first and last day', () => {
    expect(['2026-11-30', '2026-12-01', '2026-12-10', '2026-12-11'].map((day) => onLeave(on(december), day))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})
