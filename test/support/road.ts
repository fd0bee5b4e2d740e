import type { Form } from '../../functions/filing/contract.ts'
import type { Facts } from '../../functions/matters/contract.ts'

/** The story's matter: a township road widening that takes farmland. Places are real, people invented. */
export const ROAD: Facts = {
  title: '梁家墩镇村道拓宽改造工程',
  kind: 'project',
  tracks: ['land-expropriation', 'party-gov-decision', 'zhangye-local'],
  decidedAt: 'county',
  decisionOrgan: '620702-JTJ',
  summary:
    '拟将梁家墩镇太和村至三工村的村道由4.5米拓宽至7米,全长6.2公里,涉及太和、三工、六号、刘家沟四个村,占用耕地38.6亩,工期五个月,估算投资1260万元。',
  area: '甘州区梁家墩镇',
  villages: ['太和村', '三工村', '六号村', '刘家沟村'],
  people: 437,
  households: 112,
  procedure: 'general',
  projectCode: '2026-620702-48-01-000112',
  leader: { name: '示例·梁镇长', title: '镇长', phone: '' },
  person: { name: '示例·田报送', title: '综治中心干事', phone: '' },
}

export const ROAD_FORM: Form = {
  level: 'low',
  levelReason: '多数群众支持拓宽,少数农户对补偿标准和青苗损失有意见,通过公开标准、逐户核对可以化解。',
  overview: '工程占用耕地38.6亩,涉及112户437人。征求意见期间共收到意见若干条,均已逐条研究答复。',
  risks: [
    {
      name: '补偿标准不一致引发攀比',
      cause: '相邻路段2024年的补偿标准与本次不同',
      measure: '公布本次补偿标准及依据,逐户核对面积并签字确认',
      owner: '梁家墩镇人民政府',
      dueOn: '2027-01-31',
    },
    {
      name: '施工期间出行和灌溉受阻',
      cause: '半幅施工占用既有村道,渠系需改线',
      measure: '分段半幅施工,先改渠后修路,冬灌前完成渠系恢复',
      owner: '甘州区交通运输局',
      dueOn: '2027-03-15',
    },
  ],
  conclusion: '风险可控,建议实施;补偿标准公开和渠系恢复作为开工条件。',
  useOfResult: '提交区政府常务会议作为决策依据,风险点逐项落实责任人并跟踪。',
  remarks: '',
}

/** Demo accounts in the story, by what they do. */
export const CAST = {
  filer: 'lj-filer',
  townLeader: 'lj-leader',
  traffic: 'gz-traffic',
  reviewer: 'gz-reviewer',
  officeLeader: 'gz-leader',
  cityReviewer: 'zy-reviewer',
  comments: 'gz-comments',
  archivist: 'lj-archivist',
  stranger: 'ltc-filer',
} as const
