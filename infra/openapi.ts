import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as z from 'zod'
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi'
import { contracts } from '../functions/product.ts'
import type { Route } from '../shared/http/route.ts'
import { DUTY_NAMES, type Duty } from '../shared/identity/duty.ts'

const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string(),
    fields: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457; detail and fields are plain Chinese' })

/** The API as OpenAPI 3.1, from the contracts themselves; nothing is written twice. */
export function openapi() {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const { feature, route } of contracts()) {
    const at = paths[route.path] ?? {}
    paths[route.path] = { ...at, [route.method.toLowerCase()]: operation(feature, route) }
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: '稳评', version: '1', description: '社会稳定风险评估平台' },
    servers: [{ url: '/' }],
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
    paths: paths as ZodOpenApiPathsObject,
  })
}

function operation(feature: string, route: Route): unknown {
  const signedIn = route.may !== 'public'
  const problem = { description: '说明和出错的栏目', content: { 'application/problem+json': { schema: Problem } } }
  const body = route.page ? 'application/x-www-form-urlencoded' : 'application/json'
  const reply = route.page
    ? { content: { 'text/html': { schema: z.string() } } }
    : route.reply
      ? { content: { 'application/json': { schema: route.reply } } }
      : {}
  return {
    tags: [feature],
    summary: route.summary,
    description: `可以使用:${mayNames(route.may)}`,
    ...(signedIn ? { security: [{ token: [] }] } : {}),
    requestParams: {
      ...(route.params ? { path: route.params } : {}),
      ...(route.query ? { query: route.query } : {}),
    },
    ...(route.body ? { requestBody: { required: true, content: { [body]: { schema: route.body } } } } : {}),
    responses: { [route.status ?? 200]: { description: '成功', ...reply }, '4XX': problem, '5XX': problem },
  }
}

function mayNames(may: Route['may']): string {
  if (may === 'public') return '任何人'
  if (may === 'signed-in') return '登录的工作人员'
  return may.map((duty: Duty) => DUTY_NAMES[duty]).join('、')
}

if (import.meta.main) {
  const file = process.argv[2] ?? 'dist/openapi.json'
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(openapi(), null, 2)}\n`)
  console.log(`${file}: ${contracts().length} 条路由`)
}
