import type { ClockRule } from './rule.ts'
import { OTHER_CLOCK_RULES } from './rule-data-other.ts'

const LAW_713 = '重大行政决策程序暂行条例(国务院令第713号)'
const LAND_743 = '土地管理法实施条例(国务院令第743号)'
const UNSETTLED = '来源未定:各地用5、7、10个工作日,默认5个工作日,由备案机关确认'

const minimum = { bounds: 'minimum', extension: 'free' } as const
const maximum = { bounds: 'maximum', extension: 'none', shortenable: false } as const

/**
 * The clocks of the domain page, §4, with its marks. Lengths marked D are this product's defaults, not law: a city
 * replaces them by a line with its own document and date.
 */
export const CLOCK_RULES: readonly ClockRule[] = [
  // 备案:县、市政法委。没有找到全国统一的天数。
  {
    ...maximum,
    kind: 'filing-accept',
    label: '备案受理',
    length: 5,
    dayKind: 'working',
    source: UNSETTLED,
    mark: 'D',
    from: '2015-01-01',
  },
  {
    ...maximum,
    kind: 'filing-review',
    label: '备案审查',
    length: 5,
    dayKind: 'working',
    source: UNSETTLED,
    mark: 'D',
    from: '2015-01-01',
    extension: { times: 1, days: 5 },
  },
  {
    ...maximum,
    kind: 'correction',
    label: '一次性补正',
    length: 5,
    dayKind: 'working',
    source: UNSETTLED,
    mark: 'D',
    from: '2015-01-01',
    extension: { times: 1, days: 10 },
  },
  {
    ...maximum,
    kind: 'filing-after-completion',
    label: '评估完成后报备',
    length: 5,
    dayKind: 'working',
    source: UNSETTLED,
    mark: 'D',
    from: '2015-01-01',
  },
  // 公示、征求意见
  {
    ...minimum,
    kind: 'comment-closing',
    label: '公开征求意见',
    length: 30,
    dayKind: 'natural',
    source: `${LAW_713}第十五条`,
    mark: 'F',
    from: '2019-09-01',
    shortenable: true,
  },
  {
    ...minimum,
    kind: 'normative-comment',
    label: '规范性文件征求意见',
    length: 7,
    dayKind: 'working',
    source: '规范性文件公开征求意见的通行做法(部分地方公布)',
    mark: 'F',
    from: '2019-01-01',
    shortenable: true,
  },
  {
    ...minimum,
    kind: 'assessment-notice',
    label: '稳评公示',
    length: 7,
    dayKind: 'working',
    source: '无全国统一天数:湛江市稳评公示为7个工作日',
    mark: 'D',
    from: '2015-01-01',
    shortenable: true,
  },
  {
    ...minimum,
    kind: 'land-preannounce',
    label: '征收土地预公告',
    length: 10,
    dayKind: 'working',
    source: `${LAND_743}第二十六条`,
    mark: 'F',
    from: '2021-09-01',
    shortenable: false,
  },
  {
    ...minimum,
    kind: 'land-compensation',
    label: '征地补偿安置公告',
    length: 30,
    dayKind: 'natural',
    source: `土地管理法第四十七条、${LAND_743}第二十八条`,
    mark: 'F',
    from: '2020-01-01',
    shortenable: false,
  },
  {
    ...minimum,
    kind: 'house-compensation',
    label: '房屋征收补偿方案征求意见',
    length: 30,
    dayKind: 'natural',
    source: '国有土地上房屋征收与补偿条例(国务院令第590号)第十条',
    mark: 'F',
    from: '2011-01-21',
    shortenable: false,
  },
  {
    ...maximum,
    kind: 'land-approved',
    label: '批准征地后公告',
    length: 15,
    dayKind: 'working',
    source: `${LAND_743}第三十一条`,
    mark: 'F',
    from: '2021-09-01',
  },
  ...OTHER_CLOCK_RULES,
]
