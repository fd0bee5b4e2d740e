import { mkdtempSync, rmSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { deskClient } from '../../infra/local/oidc/clients.ts'
import { openOidc } from '../../infra/local/oidc/oidc.ts'
import { PAGE_POLICY } from '../../shared/http/reply.ts'
import { silent } from '../../shared/observe/observe.ts'
import { buildDesk, deskIsFresh } from '../../web/desk/build.ts'
import { ACCOUNTS } from './oidc-rig.ts'

const DIST = path.resolve(import.meta.dirname, '../../web/desk/dist')
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** What the API answers to a request: a status and a body, or `drop`, a line that breaks. */
export type Answer = { readonly status?: number; readonly body: unknown } | 'drop'

export interface Asked {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface DeskRig {
  readonly origin: string
  /** Answers by `GET /api/todo`; a test puts in what it needs. Anything else is 404. */
  readonly answers: Map<string, (asked: Asked) => Answer>
  readonly asked: Asked[]
  /** From now on every token seen so far is turned down. */
  turnDownTokens(): void
  stop(): Promise<void>
}

/** The desk as built, a real issuer, and an API whose answers the test decides: for what no server does on demand. */
export async function openDeskRig(): Promise<DeskRig> {
  if (!(await deskIsFresh())) await buildDesk()
  const desk = await readDesk()
  const dir = mkdtempSync(path.join(tmpdir(), 'wenping-desk-'))
  const server = createServer((req, res) => void handle(req, res))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const oidc = await openOidc({
    issuer: `${origin}/oidc`,
    dir,
    demo: true,
    accounts: async () => ACCOUNTS,
    clients: [deskClient(origin)],
    log: silent,
  })
  const answers: DeskRig['answers'] = new Map()
  const asked: Asked[] = []
  const seen = new Set<string>()
  let over = new Set<string>()

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { pathname } = new URL(req.url ?? '/', origin)
    if (pathname.startsWith('/oidc')) return oidc.handle(req, res)
    if (pathname === '/api/config') {
      return json(res, 200, { issuer: oidc.issuer, clientId: 'desk', audience: 'wenping', demo: true })
    }
    if (pathname.startsWith('/api/')) return api(req, res, pathname)
    return sendFile(desk, pathname, res)
  }

  async function api(req: IncomingMessage, res: ServerResponse, pathname: string): Promise<void> {
    const one = { method: req.method ?? '', url: req.url ?? '', headers: req.headers, body: await bodyOf(req) }
    const token = req.headers.authorization ?? ''
    seen.add(token)
    if (token === '' || over.has(token)) return json(res, 401, { code: 'unauthenticated', detail: '请先登录。' })
    asked.push(one)
    const answer = answers.get(`${one.method} ${pathname}`)?.(one) ?? { status: 404, body: { code: 'not-found' } }
    if (answer === 'drop') return void res.destroy()
    json(res, answer.status ?? 200, answer.body)
  }

  return {
    origin,
    answers,
    asked,
    turnDownTokens() {
      over = new Set(seen)
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      oidc.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** The whole desk in memory, by path, so that a build that another run makes meanwhile changes nothing here. */
async function readDesk(): Promise<ReadonlyMap<string, Buffer>> {
  const assets = await readdir(path.join(DIST, 'assets'))
  const names = ['index.html', ...assets.map((name) => `assets/${name}`)]
  return new Map(
    await Promise.all(names.map(async (name) => [`/desk/${name}`, await readFile(path.join(DIST, name))] as const)),
  )
}

function sendFile(desk: ReadonlyMap<string, Buffer>, pathname: string, res: ServerResponse): void {
  const name = pathname.startsWith('/desk/assets/') ? pathname : '/desk/index.html'
  const content = desk.get(name)
  res.writeHead(content ? 200 : 404, {
    'content-type': TYPES[path.extname(name)] ?? 'application/octet-stream',
    'content-security-policy': PAGE_POLICY,
  })
  res.end(content)
}

function json(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json' })
  res.end(JSON.stringify(body))
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of req) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
