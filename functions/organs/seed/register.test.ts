import { describe, expect, it } from 'vitest'
import { organ, organCode } from '../domain/organ.ts'
import { register } from './register.ts'

const organs = register()
const below = (code: string) => organs.filter((one) => one.parent === code && one.level === 'town')
const named = (rows: readonly { name: string; kind: string }[], ending: string) =>
  rows.filter((row) => row.kind === 'government' && row.name.endsWith(ending)).length

describe('the register of Zhangye', () => {
  // domain.md §8, the table of units.
  it.each([
    ['620702', '甘州区', 5, 13, 5, 1],
    ['620721', '肃南裕固族自治县', 0, 3, 5, 2],
    ['620722', '民乐县', 0, 10, 0, 1],
    ['620723', '临泽县', 0, 7, 0, 6],
    ['620724', '高台县', 0, 9, 0, 1],
    ['620725', '山丹县', 0, 6, 2, 2],
  ])(
    '%s %s has %i streets, %i towns, %i townships and %i special areas',
    (code, name, streets, towns, townships, areas) => {
      const rows = below(code)
      expect(organs.find((one) => one.code === code)?.name).toBe(name)
      expect([named(rows, '街道'), named(rows, '镇'), named(rows, '乡')]).toEqual([streets, towns, townships])
      expect(rows.filter((row) => row.kind === 'area')).toHaveLength(areas)
      expect(rows).toHaveLength(streets + towns + townships + areas)
    },
  )

  it('has 65 townships and streets and 13 special areas in all', () => {
    const units = organs.filter((one) => one.level === 'town')
    expect(units.filter((one) => one.kind === 'government')).toHaveLength(65)
    expect(units.filter((one) => one.kind === 'area')).toHaveLength(13)
  })

  it('writes every organ as the schema wants it, and no code or path twice', () => {
    for (const one of organs) {
      expect(organ.parse(one)).toEqual(one)
      expect(organCode.parse(one.code)).toBe(one.code)
    }
    expect(new Set(organs.map((one) => one.code)).size).toBe(organs.length)
    expect(new Set(organs.map((one) => one.path)).size).toBe(organs.length)
  })

  it('puts each organ under its parent, and its division code under its parent’s', () => {
    const byCode = new Map(organs.map((one) => [one.code, one]))
    for (const one of organs.filter((each) => each.parent !== undefined)) {
      const parent = byCode.get(one.parent as string)
      expect(one.path).toBe(`${parent?.path}/${one.code}`)
      expect(one.code.startsWith(parent?.code as string)).toBe(true)
    }
    expect(organs.filter((one) => one.parent === undefined).map((one) => one.name)).toEqual(['张掖市'])
  })

  it.each([
    ['620702100', '梁家墩镇'],
    ['620702211', '平山湖蒙古族乡'],
    ['620721200', '马蹄藏族乡'],
    ['620721205', '祁丰藏族乡'],
    ['620721202', '白银蒙古族乡'],
    ['620724105', '骆驼城镇'],
    ['620725402', '中牧公司山丹马场'],
    ['6207-PLC', '张掖市委政法委'],
    ['620702-PLC', '甘州区委政法委'],
    ['620721-PLC', '肃南县委政法委'],
    ['620702-JTJ', '甘州区交通运输局'],
    ['620721-ZRZYJ', '肃南裕固族自治县自然资源局'],
    ['6207-FGJ', '张掖市发展和改革委员会'],
    ['620702-HBJ', '张掖市生态环境局甘州分局'],
    ['620702-GAJ', '张掖市公安局甘州分局'],
    ['620724-GAJ', '高台县公安局'],
  ])('calls %s %s', (code, name) => {
    expect(organs.find((one) => one.code === code)?.name).toBe(name)
  })

  it('gives the city and each county one filing authority, which watches all of it', () => {
    const offices = organs.filter((one) => one.kind === 'office')
    expect(offices.map((one) => one.oversees)).toEqual([
      '6207',
      ...['620702', '620721', '620722', '620723', '620724', '620725'].map((code) => `6207/${code}`),
    ])
  })

  it('names for every special area the county that answers for it', () => {
    for (const area of organs.filter((one) => one.kind === 'area')) expect(area.answeredBy).toBe(area.parent)
  })
})
