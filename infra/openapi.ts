import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as z from 'zod'
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi'
import { contracts } from '../functions/product.ts'
import type { Files } from '../shared/files/files.ts'
import type { Route } from '../shared/http/route.ts'
import { DUTY_NAMES, type Duty } from '../shared/identity/duty.ts'
import { sha256 } from '../shared/signing/hash.ts'

const KEY = 'openapi.json'

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

/** As one file, the same to the byte each time. */
const asText = () => `${JSON.stringify(openapi(), null, 2)}\n`

/** Puts it among the public site's files, which are served by name: `/openapi.json`. Written when it is another. */
export async function putOpenapi(files: Pick<Files, 'head' | 'put'>): Promise<void> {
  const content = Buffer.from(asText())
  const digest = sha256(content)
  if ((await files.head('site', KEY))?.sha256 === digest) return
  await files.put('site', KEY, content, { contentType: 'application/json; charset=utf-8', sha256: digest })
}

if (import.meta.main) {
  const file = process.argv[2] ?? 'dist/openapi.json'
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, asText())
  console.log(`${file}: ${contracts().length} 条路由`)
}
