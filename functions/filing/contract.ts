import * as z from 'zod'
import { route } from '../../shared/http/route.ts'
import { DUTIES } from '../../shared/identity/duty.ts'
import { line, text } from '../../shared/kernel/text.ts'
import { Facts } from './domain/facts.ts'
import { Form } from './domain/form.ts'
import { Defect, OPINIONS } from './domain/life.ts'
import { Matter } from './domain/matter.ts'
import { MATTER_ID } from './domain/numbers.ts'
import { STAMPS } from './domain/stamps.ts'

export { Facts } from './domain/facts.ts'
export { Form } from './domain/form.ts'
export * from './domain/kinds.ts'
export { OPINION_NAMES, STATE_NAMES } from './domain/life.ts'
export { advance, Matter } from './domain/matter.ts'
export { demandFiler, demandReader } from './domain/rights.ts'
export { STAMP_NAMES, STAMPS, type StampName } from './domain/stamps.ts'
export { demandState } from './domain/transitions.ts'
// Other features change a matter through these: pure, and part of their own commits.
export { headState, loadMatter, type MatterHead, matterPk, taskWrites, todoPk } from './store.ts'

export const MatterParams = z.strictObject({ matter: z.string().regex(MATTER_ID, '事项编号不对') })
const StampParams = z.strictObject({ ...MatterParams.shape, stamp: z.enum(STAMPS, { error: '没有这一栏' }) })
/** The version that the person had in view: somebody else's change in between is told, never overwritten. */
export const Version = z.strictObject({ version: z.int({ error: '缺少版本号,请刷新页面' }).min(1) })
export const Cursor = z.string().max(2000).optional()

const TaskView = z.object({
  name: z.string(),
  organName: z.string(),
  duty: z.enum(DUTIES),
  what: z.string(),
  why: z.string(),
  /** Is it the caller's, in the post they act in? */
  mine: z.boolean(),
})

const ClockView = z.object({
  id: z.string(),
  label: z.string(),
  dueOn: z.string().nullable(),
  daysLeft: z.number().nullable(),
  state: z.enum(['running', 'paused', 'overdue', 'closed', 'unknown']),
  basis: z.string(),
})

const PaperView = z.object({
  stamp: z.enum(STAMPS),
  document: z.string(),
  broughtByName: z.string(),
  broughtAt: z.string(),
  mine: z.boolean(),
})

/** A row of any list of matters. */
export const MatterRow = z
  .object({
    id: z.string(),
    title: z.string(),
    kind: Facts.shape.kind,
    organName: z.string(),
    state: z.string(),
    stateName: z.string(),
    filingNumber: z.string(),
    /** In whose hands, since when, and what comes next. */
    holder: z.string(),
    since: z.string(),
    next: z.string(),
    registeredAt: z.string(),
  })
  .meta({ id: 'MatterRow' })
export type MatterRow = z.infer<typeof MatterRow>

/** What the desk shows of a matter as it is kept. */
const AS_KEPT = Matter.pick({
  facts: true,
  organ: true,
  authority: true,
  superior: true,
  decision: true,
  life: true,
  stamps: true,
  corrections: true,
  defects: true,
})

export const MatterView = z
  .object({
    ...MatterRow.shape,
    version: z.int(),
    ...AS_KEPT.shape,
    form: z.object({
      content: Form,
      savedAt: z.string(),
      revision: z.int(),
      /** Of the saved content: printed, and bound by every stamp. */
      formHash: z.string(),
      versionCode: z.string(),
      gaps: z.array(z.object({ field: z.string(), message: z.string() })),
    }),
    papers: z.array(PaperView),
    tasks: z.array(TaskView),
    clocks: z.array(ClockView),
  })
  .meta({ id: 'MatterView' })
export type MatterView = z.infer<typeof MatterView>

const EventView = z.object({
  seq: z.int(),
  type: z.string(),
  /** One sentence: what happened. */
  what: z.string(),
  who: z.string(),
  organName: z.string(),
  at: z.string(),
  standingIn: z.string(),
  hash: z.string(),
})

const TodoRow = z.object({
  matter: z.string(),
  title: z.string(),
  what: z.string(),
  why: z.string(),
  since: z.string(),
  dueOn: z.string(),
  link: z.string(),
})

const command = { method: 'POST', params: MatterParams, reply: MatterView } as const
const filer = { may: ['filer'] } as const
const reviewer = { may: ['reviewer'] } as const
const seal = { may: ['leader', 'reviewer'] } as const
const remark = (label: string, min = 0) => text({ min, max: 1000, label })

export const routes = {
  register: route({
    method: 'POST',
    path: '/api/matters',
    ...filer,
    summary: '登记事项',
    body: Facts,
    reply: MatterView,
    status: 201,
  }),
  list: route({
    method: 'GET',
    path: '/api/matters',
    may: 'signed-in',
    summary: '事项列表:本单位填报的,或本单位备案的',
    query: z.strictObject({
      side: z.enum(['organ', 'authority']).default('organ'),
      /** Of an organ in the caller's scope; their own unless told. */
      organ: line({ max: 40, label: '单位' }).optional(),
      state: line({ max: 20, label: '状态' }).optional(),
      cursor: Cursor,
    }),
    reply: z.object({ matters: z.array(MatterRow), cursor: z.string().optional() }),
  }),
  read: route({
    method: 'GET',
    path: '/api/matters/{matter}',
    may: 'signed-in',
    summary: '一个事项',
    params: MatterParams,
    reply: MatterView,
  }),
  record: route({
    method: 'GET',
    path: '/api/matters/{matter}/record',
    may: 'signed-in',
    summary: '事项的办理记录,最近的在前',
    params: MatterParams,
    query: z.strictObject({ cursor: Cursor }),
    reply: z.object({ events: z.array(EventView), cursor: z.string().optional() }),
  }),
  saveForm: route({
    method: 'PUT',
    path: '/api/matters/{matter}/form',
    ...filer,
    summary: '保存报备表',
    params: MatterParams,
    body: z.strictObject({ ...Version.shape, form: Form }),
    reply: MatterView,
    maxBody: 1024 * 1024,
  }),
  finish: route({ ...command, path: '/api/matters/{matter}/finish', ...filer, summary: '完成报告', body: Version }),
  revise: route({ ...command, path: '/api/matters/{matter}/revise', ...filer, summary: '撤回修改', body: Version }),
  cancel: route({
    ...command,
    path: '/api/matters/{matter}/cancel',
    ...filer,
    summary: '取消事项',
    body: z.strictObject({ ...Version.shape, reason: remark('取消的理由', 2) }),
  }),
  stamp: route({
    ...command,
    path: '/api/matters/{matter}/stamps/{stamp}',
    ...seal,
    summary: '签章(在线确认)',
    params: StampParams,
    body: z.strictObject({ ...Version.shape, opinion: remark('意见') }),
  }),
  bringPaper: route({
    ...command,
    path: '/api/matters/{matter}/papers/{stamp}',
    may: ['filer', 'leader', 'reviewer', 'archivist'],
    summary: '签章(提交纸质盖章扫描件)',
    params: StampParams,
    body: z.strictObject({
      ...Version.shape,
      versionCode: line({ min: 1, max: 20, label: '版本码' }),
      document: line({ min: 1, max: 40, label: '扫描件' }),
    }),
  }),
  confirmPaper: route({
    ...command,
    path: '/api/matters/{matter}/papers/{stamp}/confirm',
    ...seal,
    summary: '签章(第二人核对扫描件)',
    params: StampParams,
    body: z.strictObject({ ...Version.shape, fits: z.boolean(), remark: remark('核对意见') }),
  }),
  submit: route({ ...command, path: '/api/matters/{matter}/submit', ...filer, summary: '报送', body: Version }),
  recall: route({ ...command, path: '/api/matters/{matter}/recall', ...filer, summary: '撤回报送', body: Version }),
  accept: route({ ...command, path: '/api/matters/{matter}/accept', ...reviewer, summary: '受理', body: Version }),
  return: route({
    ...command,
    path: '/api/matters/{matter}/return',
    ...reviewer,
    summary: '退回补正(一次性告知)',
    body: z.strictObject({ ...Version.shape, defects: z.array(Defect).min(1, '请列出需要补正的内容').max(50) }),
  }),
  refuse: route({
    ...command,
    path: '/api/matters/{matter}/refuse',
    ...reviewer,
    summary: '不予备案',
    body: z.strictObject({ ...Version.shape, reason: remark('理由', 5) }),
  }),
  file: route({
    ...command,
    path: '/api/matters/{matter}/file',
    ...reviewer,
    summary: '备案',
    body: z.strictObject({
      ...Version.shape,
      opinion: z.enum(OPINIONS, { error: '请选择备案意见' }),
      remark: remark('备案意见'),
    }),
  }),
  todo: route({
    method: 'GET',
    path: '/api/todo',
    may: 'signed-in',
    summary: '今日待办',
    reply: z.object({ mine: z.array(TodoRow), waiting: z.array(MatterRow), fresh: z.array(MatterRow) }),
  }),
  search: route({
    method: 'GET',
    path: '/api/search',
    may: 'signed-in',
    summary: '查找事项:编号尾号、名称、项目代码',
    query: z.strictObject({ q: line({ min: 1, max: 100, label: '查找内容' }) }),
    reply: z.object({ matters: z.array(MatterRow), more: z.boolean() }),
  }),
} as const
