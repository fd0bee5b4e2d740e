import type { ClockRule } from './rule.ts'

const LAW_713 = '重大行政决策程序暂行条例(国务院令第713号)'
const PETITION = '信访条例(国务院令第431号)'

const minimum = { bounds: 'minimum', extension: 'free' } as const
const maximum = { bounds: 'maximum', extension: 'none', shortenable: false } as const

/** Clocks of hearings, reviews, petitions and disclosure; see `rule-data.ts` for the marks. */
export const OTHER_CLOCK_RULES: readonly ClockRule[] = [
  // 听证、论证、审查
  {
    ...minimum,
    kind: 'hearing-papers',
    label: '听证材料提前送达',
    length: 7,
    dayKind: 'natural',
    source: `${LAW_713}第十六条`,
    mark: 'F',
    from: '2019-09-01',
    shortenable: false,
  },
  {
    ...minimum,
    kind: 'expert-papers',
    label: '评估报告提前送专家',
    length: 7,
    dayKind: 'natural',
    source: '专家评审提前一周送达报告的地方做法',
    mark: 'D',
    from: '2015-01-01',
    shortenable: true,
  },
  {
    ...minimum,
    kind: 'legality-review',
    label: '合法性审查',
    length: 7,
    dayKind: 'working',
    source: `${LAW_713}第二十六条(一般不少于七个工作日)`,
    mark: 'F',
    from: '2019-09-01',
    shortenable: true,
  },
  // 信访事项、信息公开
  {
    ...maximum,
    kind: 'petition-receipt',
    label: '告知是否受理',
    length: 15,
    dayKind: 'natural',
    source: `${PETITION}第二十二条`,
    mark: 'F',
    from: '2005-05-01',
  },
  {
    ...maximum,
    kind: 'petition-transfer-objection',
    label: '对转送提出异议',
    length: 5,
    dayKind: 'working',
    source: `${PETITION}第二十三条`,
    mark: 'F',
    from: '2005-05-01',
  },
  {
    ...maximum,
    kind: 'petition-answer',
    label: '办结并答复',
    length: 60,
    dayKind: 'natural',
    source: `${PETITION}第三十三条`,
    mark: 'F',
    from: '2005-05-01',
    extension: { times: 1, days: 30 },
  },
  {
    ...maximum,
    kind: 'petition-review',
    label: '复查、复核',
    length: 30,
    dayKind: 'natural',
    source: `${PETITION}第三十四条、第三十五条`,
    mark: 'F',
    from: '2005-05-01',
  },
  {
    ...maximum,
    kind: 'disclosure',
    label: '主动公开政府信息',
    length: 20,
    dayKind: 'working',
    source: '政府信息公开条例(国务院令第711号)第二十六条',
    mark: 'F',
    from: '2019-05-15',
  },
]
