import * as z from 'zod'
import { route } from '../../shared/http/route.ts'

export const DeskConfig = z.object({
  issuer: z.string(),
  clientId: z.string(),
  audience: z.string(),
  demo: z.boolean(),
})
export type DeskConfig = z.infer<typeof DeskConfig>

export const routes = {
  config: route({
    method: 'GET',
    path: '/api/config',
    may: 'public',
    summary: '工作台的登录设置',
    reply: DeskConfig,
  }),
} as const
