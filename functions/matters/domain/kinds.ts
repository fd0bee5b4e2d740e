/** 五类重大事项 (seed,「两覆盖」). */
export const KINDS = ['policy', 'decision', 'reform', 'project', 'activity'] as const
export type Kind = (typeof KINDS)[number]

export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  policy: '重大政策',
  decision: '重大决策',
  reform: '重大改革',
  project: '重大项目',
  activity: '重大活动',
}

/** Legal tracks: each has its own gate; several may apply and the strictest wins. */
export const TRACKS = [
  'ndrc-project',
  'party-gov-decision',
  'admin-decision',
  'land-expropriation',
  'house-expropriation',
  'zhangye-local',
  'public-activity',
] as const
export type Track = (typeof TRACKS)[number]

export const TRACK_NAMES: Readonly<Record<Track, { name: string; basis: string }>> = {
  'ndrc-project': { name: '重大固定资产投资项目', basis: '发改投资〔2012〕2492号第七条' },
  'party-gov-decision': { name: '党委政府重大决策', basis: '中办发〔2012〕2号' },
  'admin-decision': { name: '重大行政决策', basis: '国务院令第713号第二十四条' },
  'land-expropriation': { name: '土地征收', basis: '土地管理法第四十七条' },
  'house-expropriation': { name: '国有土地上房屋征收', basis: '国务院令第590号第十二条' },
  'zhangye-local': { name: '张掖市决策审批规范', basis: '张掖市「四规范」之三' },
  'public-activity': { name: '大型群众性活动', basis: '张掖市「四规范」之三' },
}

/** Who decides the matter: it fixes the filing authority (分级备案制度), not who files. */
export const DECIDED_AT = ['town', 'county', 'city'] as const
export type DecidedAt = (typeof DECIDED_AT)[number]
export const DECIDED_AT_NAMES: Readonly<Record<DecidedAt, string>> = {
  town: '乡镇(街道)',
  county: '县(区)',
  city: '市',
}

export const LEVELS = ['low', 'medium', 'high'] as const
export type Level = (typeof LEVELS)[number]
/** 2492号第四条 gives the only national definitions; they are shown where a level is chosen. */
export const LEVEL_NAMES: Readonly<Record<Level, { name: string; definition: string }>> = {
  low: { name: '低风险', definition: '多数群众理解支持但少部分人对项目有意见,通过有效工作可防范和化解矛盾' },
  medium: { name: '中风险', definition: '部分群众对项目有意见、反应强烈,可能引发矛盾冲突' },
  high: { name: '高风险', definition: '大部分群众对项目有意见、反应特别强烈,可能引发大规模群体性事件' },
}
