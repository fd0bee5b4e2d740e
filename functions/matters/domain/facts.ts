import * as z from 'zod'
import { count, line, text } from '../../../shared/kernel/text.ts'
import { DECIDED_AT, KINDS, TRACKS } from './kinds.ts'

/** An organ as other subjects remember it: names as they were on the day. */
export const OrganRef = z.object({ code: z.string(), name: z.string(), path: z.string() })
export type OrganRef = z.infer<typeof OrganRef>

/** A person answering for the matter in office: F2「评估工作责任领导」「直接责任人」. Office contact only. */
const Responsible = z.strictObject({
  name: line({ min: 1, max: 30, label: '姓名' }),
  title: line({ min: 1, max: 60, label: '职务' }),
  phone: line({ max: 30, label: '办公电话' }),
})

/** What a filer registers. Fields follow 评估方案表 (F2) and 报备表 (F1); lengths are in characters. */
export const Facts = z
  .strictObject({
    title: line({ min: 1, max: 120, label: '事项名称' }),
    kind: z.enum(KINDS, { error: '请选择事项类别' }),
    tracks: z
      .array(z.enum(TRACKS, { error: '没有这种适用依据' }))
      .min(1, '请至少选择一项适用依据')
      .max(TRACKS.length),
    decidedAt: z.enum(DECIDED_AT, { error: '请选择由哪一级决策' }),
    /** The organ that decides and signs 决策部门意见. */
    decisionOrgan: line({ min: 1, max: 40, label: '决策部门' }),
    summary: text({ min: 10, max: 3000, label: '事项概况' }),
    area: line({ min: 1, max: 200, label: '涉及区域' }),
    villages: z.array(line({ min: 1, max: 40, label: '村(社区)' })).max(200, '村(社区)最多 200 个'),
    people: count('涉及群众人数'),
    households: count('涉及户数'),
    procedure: z.enum(['general', 'simple'], { error: '请选择评估程序' }),
    /** 发改项目代码, when there is one: approving departments look matters up by it. */
    projectCode: line({ max: 40, label: '项目代码' }),
    leader: Responsible,
    person: Responsible,
  })
  .meta({ id: 'FilingFacts' })
export type Facts = z.infer<typeof Facts>

/** The same as it is stored: a word that was once allowed stays readable, whatever the form allows now. */
const StoredResponsible = z.object({ name: z.string(), title: z.string(), phone: z.string() })
export const StoredFacts = z.object({
  title: z.string(),
  kind: z.enum(KINDS),
  tracks: z.array(z.enum(TRACKS)),
  decidedAt: z.enum(DECIDED_AT),
  decisionOrgan: z.string(),
  summary: z.string(),
  area: z.string(),
  villages: z.array(z.string()),
  people: z.int(),
  households: z.int(),
  procedure: z.enum(['general', 'simple']),
  projectCode: z.string(),
  leader: StoredResponsible,
  person: StoredResponsible,
})
export type StoredFacts = z.infer<typeof StoredFacts>
