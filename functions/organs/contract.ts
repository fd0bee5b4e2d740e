import * as z from 'zod'
import { route } from '../../shared/http/route.ts'
import { DUTIES } from '../../shared/identity/duty.ts'
import { date, line } from '../../shared/kernel/text.ts'
import { account, accountId } from './domain/account.ts'
import { organ, organCode } from './domain/organ.ts'
import { post } from './domain/post.ts'
import { spanFields } from './domain/span.ts'

export type { Organ } from './domain/organ.ts'

const inOrgan = z.strictObject({ organ: organCode })
const postIdField = z.string({ error: '请选择岗位' }).max(80, '岗位不对')
const document = line({ max: 100, label: '任职文件' }).optional()

export const appointment = z.strictObject({
  duty: z.enum(DUTIES, '请选择职责'),
  /** 1 unless a duty has several seats in the organ. */
  seat: z.int('席位应为整数').min(1, '席位从 1 起').max(20, '席位最多 20 个').default(1),
  /** Of a post that does not exist yet; the duty's name unless told. */
  title: line({ min: 2, max: 40, label: '岗位名称' }).optional(),
  account: accountId,
  as: z.enum(['holder', 'deputy'], '请选择主岗或副岗'),
  ...spanFields,
  document,
})
export type Appointment = z.output<typeof appointment>

export const ending = z.strictObject({ post: postIdField, holding: z.string('请选择任职'), lastDay: date('最后一天') })
export type Ending = z.output<typeof ending>

export const handingOver = z.strictObject({
  post: postIdField,
  from: accountId,
  to: accountId,
  on: date('交接日期'),
  document,
})
export type HandingOver = z.output<typeof handingOver>

export const lending = z.strictObject({
  post: postIdField,
  account: accountId,
  from: spanFields.from,
  to: date('借用截止日期'),
  document,
})
export type Lending = z.output<typeof lending>

/** `to` null takes the leave back: 销假. */
export const leaveWish = z.strictObject({ account: accountId, from: spanFields.from, to: date('最后一天').nullable() })
export type LeaveWish = z.output<typeof leaveWish>

export const newAccount = z.strictObject({ id: accountId, name: line({ min: 1, max: 40, label: '姓名' }) })
export type NewAccount = z.output<typeof newAccount>

/** A post as the person in it sees it. */
export const myPost = z.strictObject({
  post: z.string(),
  title: z.string(),
  duty: z.enum(DUTIES),
  organ: organCode,
  organName: z.string(),
  organPath: z.string(),
  scope: z.string(),
  as: z.enum(['holder', 'deputy', 'lent']),
  /** False for who is on leave, and for a deputy while the holder is there. */
  acts: z.boolean(),
  /** Last day, if it has one. */
  until: z.string().nullable(),
})
export type MyPost = z.output<typeof myPost>

export const me = z.strictObject({ account: accountId, name: z.string(), current: myPost, posts: z.array(myPost) })
export type Me = z.output<typeof me>

export const person = account
/** Posts with their whole history and who acts in them today; people employed here or named in a post. */
export const organPosts = z.strictObject({
  organ,
  posts: z.array(z.strictObject({ ...post.shape, acting: z.array(accountId) })),
  people: z.array(person),
})
export type OrganPosts = z.output<typeof organPosts>

const MANAGE = ['administrator', 'leader'] as const

/** All changes of an organ's posts and people look alike: who manages it sends one form. */
const change = <const P extends string, B extends z.ZodType, R extends z.ZodType>(
  path: P,
  summary: string,
  body: B,
  reply: R,
) => route({ method: 'POST', path: `/api/organs/{organ}/${path}`, may: MANAGE, summary, params: inOrgan, body, reply })

export const routes = {
  me: route({ method: 'GET', path: '/api/me', may: 'signed-in', summary: '我的岗位', reply: me }),
  organs: route({
    method: 'GET',
    path: '/api/organs',
    may: 'signed-in',
    summary: '单位名录',
    reply: z.strictObject({ organs: z.array(organ) }),
  }),
  posts: route({
    method: 'GET',
    path: '/api/organs/{organ}/posts',
    may: ['administrator', 'leader', 'inspector', 'auditor'],
    summary: '单位的岗位、任职和休假',
    params: inOrgan,
    reply: organPosts,
  }),
  register: change('accounts', '登记人员', newAccount, person),
  close: change('close-account', '停用账号', z.strictObject({ account: accountId }), person),
  appoint: change('appoint', '任命', appointment, post),
  end: change('end', '结束任职', ending, post),
  handOver: change('hand-over', '移交岗位', handingOver, post),
  lend: change('lend', '向下级借出人员', lending, post),
  leave: change('leave', '登记休假、销假', leaveWish, person),
}

/** Event types of this feature. Chains: `ORGAN#<code>` and, for accounts and leave, `ACCOUNT#<id>`. */
export type OrganEvent =
  | 'organs.registered'
  | 'organs.appointed'
  | 'organs.holding-ended'
  | 'organs.handed-over'
  | 'organs.lent'
  | 'organs.account-registered'
  | 'organs.account-closed'
  | 'organs.leave-set'

/** Data of `organs.handed-over`: for who keeps a person's name beside a post (a board, a digest). */
export interface HandedOver {
  readonly post: string
  readonly from: string
  readonly to: string
  /** First day of the successor. */
  readonly on: string
}
