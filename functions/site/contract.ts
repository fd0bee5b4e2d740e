import * as z from 'zod'
import { route } from '../../shared/http/route.ts'

export const DeskConfig = z.object({
  issuer: z.string(),
  clientId: z.string(),
  audience: z.string(),
  demo: z.boolean(),
})
export type DeskConfig = z.infer<typeof DeskConfig>

const Health = z.object({ status: z.literal('ok') })
export type Health = z.infer<typeof Health>

export const routes = {
  config: route({
    method: 'GET',
    path: '/api/config',
    may: 'public',
    summary: '工作台的登录设置',
    reply: DeskConfig,
  }),
  health: route({
    method: 'GET',
    path: '/api/health',
    may: 'public',
    summary: '系统是否正常:读得到数据时答 200,读不到时答 503',
    reply: Health,
  }),
} as const
