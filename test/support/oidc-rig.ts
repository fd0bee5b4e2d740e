import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DemoAccount } from '../../infra/local/oidc/accounts.ts'
import { deskClient } from '../../infra/local/oidc/clients.ts'
import { type LocalOidc, openOidc } from '../../infra/local/oidc/oidc.ts'
import { silent } from '../../shared/observe/observe.ts'

/** For tests: all persons are invented. */
export const ACCOUNTS: readonly DemoAccount[] = [
  { id: 'lj-filer', name: '示例·田报送', posts: [{ duty: '报送人', organName: '梁家墩镇' }] },
  {
    id: 'gz-reviewer',
    name: '示例·甘审查<b>',
    posts: [
      { duty: '审查人', organName: '甘州区委政法委' },
      { duty: '档案员', organName: '梁家墩镇' },
    ],
  },
]

export interface Rig {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string
  readonly dir: string
  accounts: readonly DemoAccount[]
  readonly oidc: () => LocalOidc
  /** The issuer is closed and opened again over the same data, as after a restart. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export const DEV = 'http://localhost:5173'

/** A real server with the issuer mounted as `infra/local` mounts it. */
export async function openRig(): Promise<Rig> {
  const dir = mkdtempSync(join(tmpdir(), 'wenping-oidc-'))
  let oidc: LocalOidc
  const server = createServer((req, res) => oidc.handle(req, res))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const open = () =>
    openOidc({
      issuer: `${origin}/oidc`,
      dir,
      demo: true,
      accounts: async () => rig.accounts,
      clients: [deskClient(origin, DEV)],
      log: silent,
    })
  const rig: Rig = {
    origin,
    dir,
    accounts: ACCOUNTS,
    oidc: () => oidc,
    async restart() {
      oidc.close()
      oidc = await open()
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      oidc.close()
      rmSync(dir, { recursive: true })
    },
  }
  oidc = await open()
  return rig
}

/** A browser without scripts: keeps cookies by path, and follows redirects only when told. */
export class Browser {
  readonly #cookies = new Map<string, { value: string; path: string }>()
  readonly #origin: string

  constructor(origin: string) {
    this.#origin = origin
  }

  async open(path: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(path, this.#origin)
    const cookie = [...this.#cookies.entries()]
      .filter(
        ([, { path: under }]) => url.pathname === under || url.pathname.startsWith(`${under.replace(/\/$/, '')}/`),
      )
      .map(([key, { value }]) => `${key.split(' ')[0]}=${value}`)
      .join('; ')
    const headers = { accept: 'text/html', ...(cookie ? { cookie } : {}), ...(init.headers as Record<string, string>) }
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    return response
  }

  post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    return this.open(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: this.#origin, ...headers },
    })
  }

  /** Follows redirects within the server; stops at a page, or at the first address outside the issuer. */
  async follow(response: Response): Promise<{ response: Response; url: URL | undefined }> {
    let current = response
    for (let hops = 0; hops < 10; hops++) {
      const location = current.headers.get('location')
      if (!location) return { response: current, url: undefined }
      const url = new URL(location, this.#origin)
      if (!url.pathname.startsWith('/oidc/')) return { response: current, url }
      current = await this.open(url.href)
    }
    throw new Error('too many redirects')
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(/; */)
    const at = pair.indexOf('=')
    const path = attributes.find((a) => /^path=/i.test(a))?.slice(5) ?? '/'
    const key = `${pair.slice(0, at)} ${path}`
    const gone = attributes.some((a) => /^expires=Thu, 01 Jan 1970/i.test(a))
    if (gone) this.#cookies.delete(key)
    else this.#cookies.set(key, { value: pair.slice(at + 1), path })
  }
}

export interface Tokens {
  access_token: string
  refresh_token: string
  id_token: string
  expires_in: number
  token_type: string
}

export const newVerifier = () => randomBytes(32).toString('base64url')

export function authPath(rig: Rig, verifier: string, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: 'desk',
    redirect_uri: `${rig.origin}/desk/callback`,
    response_type: 'code',
    scope: 'openid profile',
    state: 'the-state',
    nonce: 'the-nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  })
  return `/oidc/auth?${query}`
}

/** Opens the sign-in page and presses the account. @returns the address that the desk is called back at */
export async function signInAs(browser: Browser, rig: Rig, account: string, verifier: string): Promise<URL> {
  const started = await browser.open(authPath(rig, verifier))
  const page = started.headers.get('location') as string
  const pressed = await browser.post(page, { account })
  const { url } = await browser.follow(pressed)
  if (!url) throw new Error('not called back')
  return url
}

export function askToken(
  rig: Rig,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${rig.origin}/oidc/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'desk', ...fields }),
    headers,
  })
}

export async function redeem(rig: Rig, callback: URL, verifier: string): Promise<Tokens> {
  const response = await askToken(rig, {
    grant_type: 'authorization_code',
    code: callback.searchParams.get('code') as string,
    redirect_uri: `${rig.origin}/desk/callback`,
    code_verifier: verifier,
  })
  if (response.status !== 200) throw new Error(await response.text())
  return (await response.json()) as Tokens
}
