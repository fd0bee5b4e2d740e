/**
 * What a paper of the volume is. The first eight are the seed's (四规范之四「台帐资料规范」), in its order; the others are
 * what the law adds to a volume (713号条例 arts. 15, 25–33; domain.md §3.1).
 */
export const DOCUMENT_KINDS = [
  'report',
  'filing-form',
  'visit',
  'hearing',
  'expert',
  'opinion',
  'meeting',
  'media',
  'plan',
  'notice-evidence',
  'department-opinion',
  'legality',
  'stamped-scan',
  'other',
] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

export const DOCUMENT_KIND_NAMES: Readonly<Record<DocumentKind, string>> = {
  report: '社会稳定风险评估报告',
  'filing-form': '社会稳定风险评估报备表',
  visit: '实地走访情况登记表',
  hearing: '利益群体座谈或听证情况记录',
  expert: '专家论证情况记录',
  opinion: '重大事项征求意见表',
  meeting: '评估工作会议记录',
  media: '图片和影像资料',
  plan: '评估方案',
  'notice-evidence': '公示渠道证据',
  'department-opinion': '部门意见',
  legality: '合法性审查意见',
  'stamped-scan': '签章扫描件',
  other: '其他材料',
}

/** Records of what was said and seen: 「相关表格必须是原始记录」 (seed, 四规范之四), so a typed copy does not stand for them. */
export const ORIGINALS_ONLY: ReadonlySet<DocumentKind> = new Set(['visit', 'hearing', 'expert', 'opinion', 'meeting'])

/** How the file came about: whether it is the original, or how it was made from it (档案法实施条例第三十九条「来源可靠」). */
export const SOURCES = ['born-digital', 'signed-scan', 'photo', 'transcription'] as const
export type Source = (typeof SOURCES)[number]

export const SOURCE_NAMES: Readonly<Record<Source, string>> = {
  'born-digital': '原生电子文件',
  'signed-scan': '签字(盖章)原件的扫描件',
  photo: '现场拍摄',
  transcription: '录入件(不是原件)',
}
