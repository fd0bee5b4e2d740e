import * as z from 'zod'
import { type BoundRoute, bind } from '../../shared/http/bind.ts'
import { route } from '../../shared/http/route.ts'

const DeskConfig = z.object({ issuer: z.string(), clientId: z.string(), audience: z.string(), demo: z.boolean() })
export type DeskConfig = z.infer<typeof DeskConfig>

const config = route({
  method: 'GET',
  path: '/api/config',
  may: 'public',
  summary: '工作台的登录设置',
  reply: DeskConfig,
})

/** What the desk must be told before anybody has signed in. On AWS a file beside the desk says the same. */
export function deskConfig(values: DeskConfig): BoundRoute {
  return bind(config, async () => values)
}
