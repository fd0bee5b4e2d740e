import { describe, expect, it } from 'vitest'
import { formalName, isUnder, type Organ, organCode } from './organ.ts'

const organ = (name: string, kind: Organ['kind']): Organ => ({
  code: '620702100',
  name,
  kind,
  level: 'town',
  path: '6207/620702/620702100',
  listed: { from: '2023-06-30', basis: '示例名录' },
})

describe('an organ', () => {
  it.each([
    ['梁家墩镇', 'government', '梁家墩镇人民政府'],
    ['东街街道', 'government', '东街街道办事处'],
    ['甘州区委政法委', 'office', '甘州区委政法委'],
    ['中牧公司山丹马场', 'area', '中牧公司山丹马场'],
  ] as const)('%s (%s) stamps as %s', (name, kind, formal) => {
    expect(formalName(organ(name, kind))).toBe(formal)
  })

  it.each(['6207', '620702', '620702100', '6207-PLC', '620702-JTJ'])('may have the code %s', (code) => {
    expect(organCode.safeParse(code).success).toBe(true)
  })

  it.each(['', '62070', '620702#', '620702-', '620702-plc', '620702100/x', '62 0702'])(
    'never has the code “%s”',
    (code) => {
      expect(organCode.safeParse(code).success).toBe(false)
    },
  )

  it('is not under another whose code only begins alike', () => {
    expect(isUnder('6207/620702/620702100', '6207/620702')).toBe(true)
    expect(isUnder('6207/620702', '6207/620702')).toBe(true)
    expect(isUnder('6207/6207021', '6207/620702')).toBe(false)
  })
})
