import * as z from 'zod'
import { route } from '../../shared/http/route.ts'
import { line, text } from '../../shared/kernel/text.ts'
import { Cursor, MatterParams, RecordView } from '../matters/contract.ts'
import { CommentView } from './contract-views.ts'
import { BalanceView, BUCKETS } from './domain/balance.ts'
import { Answer, MOST_GROUPED, ThemeText } from './domain/dispositions.ts'
import { KINDS } from './domain/words.ts'

export type { CommentView } from './contract-views.ts'
export { DISPOSITION_NAMES } from './domain/dispositions.ts'
export { GROUP_NAMES, KIND_NAMES, STANCE_NAMES } from './domain/words.ts'

const CommentParams = z.strictObject({
  ...MatterParams.shape,
  comment: z.string().regex(/^[0-9a-f]{32}$/, '意见编号不对'),
})
/** Forms are read field by field by their page, so that what was typed is never lost to an error. */
const Fields = z.record(z.string().max(40), z.union([z.string(), z.array(z.string())]))

const officer = { may: ['comment-officer'] } as const
const done = { method: 'POST', reply: z.object({ balance: BalanceView }) } as const
const page = { may: 'public', page: true } as const

/** Pages for everybody. The look-up never has matter or code in its address. */
export const pages = {
  form: route({ ...page, method: 'GET', path: '/say/{matter}', summary: '提意见', params: MatterParams }),
  send: route({
    ...page,
    method: 'POST',
    path: '/say/{matter}',
    summary: '提交意见',
    params: MatterParams,
    body: Fields,
    // 10 000 characters of four bytes are 120 KB in a form; whoever wrote more reads how much, and loses nothing of the text.
    maxBody: 1024 * 1024,
  }),
  receipt: route({ ...page, method: 'GET', path: '/receipt', summary: '回执' }),
  lookUpForm: route({ ...page, method: 'GET', path: '/lookup', summary: '查询回执' }),
  lookUp: route({ ...page, method: 'POST', path: '/lookup', summary: '查询回执', body: Fields }),
  withdraw: route({ ...page, method: 'POST', path: '/lookup/withdraw', summary: '撤回意见', body: Fields }),
}

export const routes = {
  ...pages,
  proofs: route({
    method: 'GET',
    path: '/proofs/{matter}',
    may: 'public',
    summary: '每天意见的汇总根和签名',
    params: MatterParams,
    reply: z.object({
      matter: z.string(),
      roots: z.array(z.object({ day: z.string(), count: z.int(), root: z.string(), jws: z.string() })),
    }),
  }),
  keys: route({
    method: 'GET',
    path: '/proofs',
    may: 'public',
    summary: '核对签名用的公钥',
    reply: z.object({ keys: z.array(z.looseObject({})) }),
  }),
  list: route({
    method: 'GET',
    path: '/api/matters/{matter}/comments',
    may: ['comment-officer', 'filer'],
    summary: '一个事项收到的意见;填报单位只看到审看过的,不含来自哪里',
    params: MatterParams,
    query: z.strictObject({
      bucket: z.enum(BUCKETS, { error: '没有这种状态' }).optional(),
      kind: z.enum(KINDS, { error: '没有这种类别' }).optional(),
      cursor: Cursor,
    }),
    reply: z.object({ balance: BalanceView, comments: z.array(CommentView), cursor: z.string().optional() }),
  }),
  balance: route({
    method: 'GET',
    path: '/api/matters/{matter}/comments/balance',
    may: 'signed-in',
    summary: '意见件数',
    params: MatterParams,
    reply: z.object({ balance: BalanceView }),
  }),
  screen: route({
    ...done,
    ...officer,
    path: '/api/matters/{matter}/comments/{comment}/screen',
    summary: '审看意见,改正类别',
    params: CommentParams,
    body: z.strictObject({ kind: z.enum(KINDS, { error: '请选择类别' }).optional() }),
  }),
  answer: route({
    ...done,
    ...officer,
    path: '/api/matters/{matter}/comments/{comment}/answer',
    summary: '答复意见',
    params: CommentParams,
    body: Answer,
  }),
  withhold: route({
    ...done,
    ...officer,
    path: '/api/matters/{matter}/comments/{comment}/withhold',
    summary: '暂不公开',
    params: CommentParams,
    body: z.strictObject({ reason: text({ min: 2, max: 500, label: '理由' }) }),
  }),
  contact: route({
    method: 'POST',
    ...officer,
    path: '/api/matters/{matter}/comments/{comment}/contact',
    summary: '查看联系方式(记录在案)',
    params: CommentParams,
    body: z.strictObject({ reason: line({ min: 2, max: 200, label: '查看的理由' }) }),
    reply: z.object({ name: z.string(), phone: z.string() }),
  }),
  looks: route({
    method: 'GET',
    path: '/api/matters/{matter}/comments/looks',
    may: ['auditor', 'inspector', 'comment-officer'],
    summary: '谁查看过意见',
    params: MatterParams,
    query: z.strictObject({ cursor: Cursor }),
    reply: z.object({
      looks: z.array(z.object({ name: z.string(), organName: z.string(), what: z.string(), at: z.string() })),
      cursor: z.string().optional(),
    }),
  }),
  record: route({
    method: 'GET',
    path: '/api/matters/{matter}/comments/record',
    may: 'signed-in',
    summary: '意见办理记录,最近的在前:只有编号和办法,没有内容',
    params: MatterParams,
    query: z.strictObject({ cursor: Cursor }),
    reply: RecordView,
  }),
  sealed: route({
    method: 'GET',
    path: '/api/sealed',
    may: ['comment-officer', 'inspector', 'auditor', 'leader'],
    summary: '本单位收到的封存件:密文,用本单位的密钥打开',
    query: z.strictObject({ cursor: Cursor }),
    reply: z.object({
      items: z.array(z.object({ id: z.string(), day: z.string(), jwe: z.string() })),
      cursor: z.string().optional(),
    }),
  }),
  group: route({
    ...done,
    ...officer,
    path: '/api/matters/{matter}/themes',
    summary: '归纳若干条意见并一并答复',
    params: MatterParams,
    body: z.strictObject({
      ...ThemeText.shape,
      comments: z
        .array(z.string().regex(/^[0-9a-f]{32}$/, '意见编号不对'))
        .min(1, '请选择意见')
        .max(MOST_GROUPED, `一次最多归纳 ${MOST_GROUPED} 条`),
    }),
  }),
}
