import * as z from 'zod'
import type { Route } from '../../../../shared/http/route.ts'
import { DUTIES } from '../../../../shared/identity/duty.ts'

const instant = z.string()

export const me = {
  method: 'GET',
  path: '/api/me',
  may: 'signed-in',
  summary: '我是谁、有哪些岗位',
  reply: z.strictObject({
    account: z.string(),
    name: z.string(),
    posts: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        duty: z.enum(DUTIES),
        organ: z.string(),
        organName: z.string(),
      }),
    ),
  }),
} as const satisfies Route

const todoRow = z.strictObject({
  matter: z.string(),
  title: z.string(),
  why: z.string(),
  dueOn: z.string().optional(),
  action: z.string(),
  link: z.string(),
})

export const todo = {
  method: 'GET',
  path: '/api/todo',
  may: 'signed-in',
  summary: '今日待办',
  reply: z.strictObject({ mine: z.array(todoRow), waiting: z.array(todoRow), fresh: z.array(todoRow) }),
} as const satisfies Route

export const search = {
  method: 'GET',
  path: '/api/search',
  may: 'signed-in',
  summary: '查找事项',
  query: z.strictObject({ q: z.string() }),
  reply: z.strictObject({
    items: z.array(
      z.strictObject({
        id: z.string(),
        filingNumber: z.string().optional(),
        title: z.string(),
        state: z.string(),
        stateName: z.string(),
        holder: z.string(),
        since: instant,
        next: z.string(),
      }),
    ),
  }),
} as const satisfies Route

export const inbox = {
  method: 'GET',
  path: '/api/inbox',
  may: 'signed-in',
  summary: '收到的消息',
  query: z.strictObject({ cursor: z.string().optional() }),
  reply: z.strictObject({
    unread: z.int(),
    messages: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        body: z.string(),
        link: z.string(),
        at: instant,
        readAt: instant.optional(),
      }),
    ),
    cursor: z.string().optional(),
  }),
} as const satisfies Route
