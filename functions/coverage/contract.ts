import * as z from 'zod'
import { route } from '../../shared/http/route.ts'
import { line } from '../../shared/kernel/text.ts'
import { codeProblem, projectCode } from './domain/code.ts'
import { STANDINGS } from './domain/standing.ts'

export { STANDING_NAMES, type Standing } from './domain/standing.ts'

/** Bytes of a list. In base64 it is a third longer, and with its envelope must stay under the gateway's 1 MB. */
export const MOST_BYTES = 700 * 1024
const MOST_CHARACTERS = Math.ceil(MOST_BYTES / 3) * 4

const SentList = z.strictObject({
  name: line({ min: 1, max: 200, label: '文件名' }),
  /** The file's bytes in base64: in which script it is written is found out on the server. */
  content: z
    .base64({ error: '文件内容应为 base64' })
    .min(4, '文件是空的，请选择有内容的清单')
    .max(MOST_CHARACTERS, '文件超过 700 KB，请按月份或年份分成几份，依次导入'),
})

/** Which matters a code has, as far as the caller may know. */
const Match = z.object({
  standing: z.enum(STANDINGS),
  matters: z.array(z.object({ id: z.string(), title: z.string(), organName: z.string(), cancelled: z.boolean() })),
  /** Authorities with which matters are filed that the caller may not read. */
  elsewhere: z.array(z.string()),
})
export type MatchView = z.infer<typeof Match>

const ListedProject = z
  .object({
    code: z.string(),
    name: z.string(),
    builder: z.string(),
    remark: z.string(),
    /** When a list first brought it. */
    since: z.string(),
    ...Match.shape,
  })
  .meta({ id: 'ListedProject' })
export type ListedProject = z.infer<typeof ListedProject>

const List = z.object({
  place: z.string(),
  total: z.int(),
  found: z.int(),
  cancelled: z.int(),
  none: z.int(),
  last: z.object({ at: z.string(), by: z.string(), file: z.string(), codes: z.int() }).nullable(),
  /** Lists that are on their way, or broke off. */
  unfinished: z.array(z.object({ file: z.string(), by: z.string(), at: z.string(), done: z.int(), of: z.int() })),
  projects: z.array(ListedProject),
  cursor: z.string().optional(),
})
export type ListView = z.infer<typeof List>

const Summary = z
  .object({
    /** Codes in the file, each once; of these, how many the list did not have. */
    codes: z.int(),
    fresh: z.int(),
    known: z.int(),
    repeated: z.int(),
    wrong: z.int(),
    /** The first of the wrong lines. */
    lines: z.array(z.object({ line: z.int(), message: z.string() })),
  })
  .meta({ id: 'ListSummary' })
export type Summary = z.infer<typeof Summary>

const Project = z.object({
  code: z.string(),
  /** Is it on the list of the caller's place? */
  listed: z.boolean(),
  ...Match.shape,
})
export type ProjectView = z.infer<typeof Project>

const Code = z.string().transform((written, ctx) => {
  const code = projectCode(written)
  if (code === undefined) ctx.addIssue({ code: 'custom', message: codeProblem(written) })
  return code ?? z.NEVER
})

export const routes = {
  list: route({
    method: 'GET',
    path: '/api/coverage/list',
    may: ['reviewer', 'inspector'],
    summary: '本地的项目清单，和每个项目代码有没有评估事项',
    query: z.strictObject({
      standing: z.enum(STANDINGS, { error: '没有这种核对结果' }).optional(),
      cursor: z.string().max(4000).optional(),
    }),
    reply: List,
  }),
  preview: route({
    method: 'POST',
    path: '/api/coverage/list/preview',
    may: ['reviewer', 'inspector'],
    summary: '预览一份项目清单：多少是新的、已有的、有误的；不保存',
    body: SentList,
    reply: Summary,
    maxBody: 1024 * 1024,
  }),
  bring: route({
    method: 'POST',
    path: '/api/coverage/list/import',
    may: ['reviewer', 'inspector'],
    summary: '导入一份项目清单；再导入一次不会重复',
    body: SentList,
    reply: Summary,
    maxBody: 1024 * 1024,
  }),
  project: route({
    method: 'GET',
    path: '/api/coverage/projects/{code}',
    may: ['reviewer', 'inspector', 'gatekeeper', 'approver'],
    summary: '按项目代码查有没有评估事项',
    params: z.strictObject({ code: Code }),
    reply: Project,
  }),
} as const
