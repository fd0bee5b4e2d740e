import * as z from 'zod'
import { route } from '../../shared/http/route.ts'
import { DUTIES } from '../../shared/identity/duty.ts'
import { line, text } from '../../shared/kernel/text.ts'
import { Facts } from './domain/facts.ts'
import { KINDS } from './domain/kinds.ts'
import { Matter } from './domain/matter.ts'
import { MATTER_ID } from './domain/numbers.ts'

export { Facts } from './domain/facts.ts'
export * from './domain/kinds.ts'
export { OPINION_NAMES, OPINIONS, STATE_NAMES } from './domain/life.ts'
export { STAMPS, type StampName } from './domain/stamps.ts'

export const MatterParams = z.strictObject({ matter: z.string().regex(MATTER_ID, '事项编号不对') })
/** The revision that the person had in view. If somebody changed it meanwhile, the command is refused as `changed`. */
export const Version = z.strictObject({ version: z.int({ error: '缺少版本号,请刷新页面' }).min(0) })
export const Cursor = z.string().max(2000).optional()

/** What the caller may do; `notNow` says why it must wait, `because` whether for where the matter stands or for a rule. */
export const Act = z.object({
  name: z.string(),
  notNow: z.string().optional(),
  because: z.enum(['state', 'rule']).optional(),
})
export type Act = z.infer<typeof Act>

const TaskView = z.object({
  name: z.string(),
  organName: z.string(),
  duty: z.enum(DUTIES),
  what: z.string(),
  why: z.string(),
  link: z.string(),
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

/** A row of any list of matters. */
export const MatterRow = z
  .object({
    id: z.string(),
    title: z.string(),
    kind: z.enum(KINDS),
    organName: z.string(),
    state: z.string(),
    stateName: z.string(),
    /** 'low', 'medium', 'high'; '' while no report is finished. */
    level: z.string(),
    filingNumber: z.string(),
    /** In whose hands, since when, and what comes next. */
    holder: z.string(),
    since: z.string(),
    next: z.string(),
    registeredAt: z.string(),
  })
  .meta({ id: 'MatterRow' })
export type MatterRow = z.infer<typeof MatterRow>

/** What the desk shows of a matter just as it is stored. */
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

/** The matter itself, as every view of it begins. */
export const MatterBase = z.object({
  ...MatterRow.shape,
  /** Revision of its steps: state and stamps. Commands on steps send it back. */
  version: z.int(),
  ...AS_KEPT.shape,
  tasks: z.array(TaskView),
  clocks: z.array(ClockView),
  acts: z.array(Act),
})
export type MatterBase = z.infer<typeof MatterBase>

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

/** A chain as people read it, latest first. */
export const RecordView = z.object({ events: z.array(EventView), cursor: z.string().optional() })

const TodoRow = z.object({
  matter: z.string(),
  title: z.string(),
  what: z.string(),
  why: z.string(),
  since: z.string(),
  dueOn: z.string(),
  link: z.string(),
})

export const routes = {
  register: route({
    method: 'POST',
    path: '/api/matters',
    may: ['filer'],
    summary: '登记事项',
    body: Facts,
    reply: MatterBase,
    status: 201,
  }),
  list: route({
    method: 'GET',
    path: '/api/matters',
    may: 'signed-in',
    summary: '事项列表:本单位填报的,或本单位备案的',
    query: z.strictObject({
      side: z.enum(['organ', 'authority']).default('organ'),
      /** Of an organ in the caller's scope; their own by default. */
      organ: line({ max: 40, label: '单位' }).optional(),
      state: line({ max: 20, label: '状态' }).optional(),
      cursor: Cursor,
    }),
    reply: z.object({ matters: z.array(MatterRow), cursor: z.string().optional() }),
  }),
  record: route({
    method: 'GET',
    path: '/api/matters/{matter}/record',
    may: 'signed-in',
    summary: '事项的办理记录,最近的在前',
    params: MatterParams,
    query: z.strictObject({ cursor: Cursor }),
    reply: RecordView,
  }),
  cancel: route({
    method: 'POST',
    path: '/api/matters/{matter}/cancel',
    may: ['filer'],
    summary: '取消事项',
    params: MatterParams,
    body: z.strictObject({ ...Version.shape, reason: text({ min: 2, max: 1000, label: '取消的理由' }) }),
    reply: MatterBase,
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
