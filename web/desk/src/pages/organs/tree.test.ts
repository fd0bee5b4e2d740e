import { describe, expect, it } from 'vitest'
import type { Organ } from '../../api/routes.ts'
import { byDue } from '../by-due.ts'
import { matching, type Node, treeOf } from './tree.ts'

const organ = (code: string, name: string, parent?: string, kind: Organ['kind'] = 'government'): Organ => ({
  code,
  name,
  level: 'town',
  kind,
  path: code,
  ...(parent ? { parent } : {}),
  listed: { from: '2026-01-01', basis: '示例文件' },
})
const register = [
  organ('620702100', '沙井镇', '620702'),
  organ('620702', '甘州区', '6207'),
  organ('620702-PLC', '甘州区委政法委', '620702', 'office'),
  organ('6207', '张掖市'),
  organ('620723', '临泽县', '6207'),
]
const names = (nodes: readonly Node[]): unknown[] => nodes.map((n) => [n.organ.name, ...names(n.below)])

describe('the register as a tree', () => {
  it('hangs each under the one above, its offices before its townships', () => {
    expect(names(treeOf(register))).toEqual([['张掖市', ['甘州区', ['甘州区委政法委'], ['沙井镇']], ['临泽县']]])
  })

  it('loses nobody whose parent is not in the list', () => {
    expect(names(treeOf([organ('620702100', '沙井镇', '620702')]))).toEqual([['沙井镇']])
  })

  it('finds a township with the way down to it, and a county with all below it', () => {
    expect(names(matching(treeOf(register), '沙井'))).toEqual([['张掖市', ['甘州区', ['沙井镇']]]])
    expect(names(matching(treeOf(register), ' 甘州区 '))).toEqual([
      ['张掖市', ['甘州区', ['甘州区委政法委'], ['沙井镇']]],
    ])
    expect(matching(treeOf(register), '没有这个')).toEqual([])
  })
})

describe('what is due', () => {
  it('comes earliest first, and what has no date last', () => {
    const rows = [{ dueOn: '' }, { dueOn: '2027-01-01' }, { dueOn: '2026-11-24' }]
    expect(byDue(rows).map((r) => r.dueOn)).toEqual(['2026-11-24', '2027-01-01', ''])
  })
})
