import * as z from 'zod'
import { route } from '../../shared/http/route.ts'
import { line, text } from '../../shared/kernel/text.ts'
import { MatterBase, MatterParams, OPINIONS, STAMPS, Version } from '../matters/contract.ts'
import { Defect } from './domain/defect.ts'
import { Form, StoredForm } from './domain/form.ts'

export { Form } from './domain/form.ts'
export { STAMP_NAMES } from './domain/stamps.ts'

const StampParams = z.strictObject({ ...MatterParams.shape, stamp: z.enum(STAMPS, { error: '没有这一栏' }) })
const PaperView = z.object({
  stamp: z.enum(STAMPS),
  document: z.string(),
  broughtByName: z.string(),
  broughtAt: z.string(),
  mine: z.boolean(),
})

/** What the desk shows of a matter: itself, its form and the scans that wait. */
export const MatterView = z
  .object({
    ...MatterBase.shape,
    form: z.object({
      content: StoredForm,
      /** Revision of the form: whoever saves it sends back the one that they had in view. */
      version: z.int(),
      savedAt: z.string(),
      revision: z.int(),
      /** Of the saved content: printed, and bound by every stamp. */
      formHash: z.string(),
      versionCode: z.string(),
      gaps: z.array(z.object({ field: z.string(), message: z.string() })),
    }),
    papers: z.array(PaperView),
  })
  .meta({ id: 'MatterView' })
export type MatterView = z.infer<typeof MatterView>

const command = { method: 'POST', params: MatterParams, reply: MatterView } as const
const filer = { may: ['filer'] } as const
const reviewer = { may: ['reviewer'] } as const
const seal = { may: ['leader', 'reviewer'] } as const
const remark = (label: string, min = 0) => text({ min, max: 1000, label })

export const routes = {
  read: route({
    method: 'GET',
    path: '/api/matters/{matter}',
    may: 'signed-in',
    summary: '一个事项',
    params: MatterParams,
    reply: MatterView,
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
  finish: route({
    ...command,
    path: '/api/matters/{matter}/finish',
    ...filer,
    summary: '完成报告',
    body: z.strictObject({
      ...Version.shape,
      /** Revision of the form that the person had in view: it is frozen. */
      form: z.int({ error: '缺少报备表的版本号,请刷新页面' }).min(0),
    }),
  }),
  revise: route({ ...command, path: '/api/matters/{matter}/revise', ...filer, summary: '撤回修改', body: Version }),
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
    body: z.strictObject({
      ...Version.shape,
      /** The scan that was compared: another may have been brought meanwhile. */
      document: line({ min: 1, max: 40, label: '扫描件' }),
      fits: z.boolean('请选择相符或不符'),
      remark: remark('核对意见'),
    }),
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
} as const
