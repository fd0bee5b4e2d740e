import * as z from 'zod'
import { route } from '../../shared/http/route.ts'
import { line } from '../../shared/kernel/text.ts'

const MessageView = z.strictObject({
  id: z.string(),
  title: z.string(),
  body: z.string(),
  /** Path in the desk. */
  link: z.string(),
  at: z.string(),
  readAt: z.string().nullable(),
})

export const readInbox = route({
  method: 'GET',
  path: '/api/inbox',
  may: 'signed-in',
  summary: '看自己的消息,新的在前',
  query: z.strictObject({
    cursor: line({ min: 1, max: 4000, label: '页码标记' }).optional(),
    limit: z.coerce
      .number({ error: '条数应为数字' })
      .int('条数应为整数')
      .min(1, '条数至少为1')
      .max(100, '条数最多为100')
      .optional(),
  }),
  reply: z.strictObject({
    items: z.array(MessageView),
    /** Of the newest hundred; the desk shows 99+ beyond. */
    unread: z.int(),
    cursor: z.string().nullable(),
  }),
})

export const markInboxRead = route({
  method: 'POST',
  path: '/api/inbox/{message}/read',
  may: 'signed-in',
  summary: '把自己的一条消息记为已读;再次操作不会改变第一次的时间',
  params: z.strictObject({ message: line({ min: 1, max: 300, label: '消息编号' }) }),
  status: 204,
})

export const routes = { readInbox, markInboxRead } as const
