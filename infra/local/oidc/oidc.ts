import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { type ClientMetadata, Provider } from 'oidc-provider'
import type { Log } from '../../../shared/observe/observe.ts'
import type { DemoAccount } from './accounts.ts'
import { originsOf } from './clients.ts'
import { configuration } from './configuration.ts'
import { writeDemoMark } from './demo.ts'
import { html, signIn } from './interaction.ts'
import { cookieKeys, issuerKeys } from './keys.ts'
import { troublePage } from './pages.ts'
import { openStore } from './store.ts'
import { STYLE_SOURCE } from './style.ts'

export interface LocalOidc {
  /** Requests whose path is this or below it belong to `handle`. */
  readonly prefix: string
  readonly issuer: string
  readonly handle: (req: IncomingMessage, res: ServerResponse) => void
  /** For `jwtVerifier`: the same process need not call itself. */
  jwks(): { keys: readonly JsonWebKey[] }
  /** After the server has stopped. */
  close(): void
}

/**
 * Sign-in on one machine: an OIDC issuer with demo accounts, for the demonstration alone. The server must listen on
 * `demoBinding()` while it is open.
 * @param options.issuer `${publicUrl}/oidc`
 * @param options.dir the data directory: keys in `keys/`, sessions in `oidc.db`
 * @param options.demo must be true; anything else is refused, since the accounts need no password
 * @param options.accounts asked at every sign-in and renewal, so that who is gone is out
 */
export async function openOidc(options: {
  issuer: string
  dir: string
  demo: boolean
  accounts: () => Promise<readonly DemoAccount[]>
  clients: readonly [ClientMetadata, ...ClientMetadata[]]
  log: Log
}): Promise<LocalOidc> {
  const { issuer, dir, accounts, clients, log } = options
  if (options.demo !== true) throw new Error('演示账号登录不用密码,只能与演示数据一起打开;正式使用请设置 OIDC_ISSUER。')
  await writeDemoMark(dir, { issuer, accounts: (await accounts()).map(({ id }) => id) })

  const keys = issuerKeys(dir)
  const store = openStore(join(dir, 'oidc.db'))
  const origins = originsOf(issuer, clients)
  const home = clients[0].client_uri ?? new URL('/', issuer).href
  const provider = new Provider(
    issuer,
    configuration({
      issuer,
      accounts,
      clients: [...clients],
      keys,
      cookieKeys: cookieKeys(dir),
      adapter: store.adapter,
      home,
    }),
  )
  // Koa would print whole errors, and with them what people sent.
  provider.silent = true
  provider.on('server_error', (_ctx, error: Error) => log.error('FAULT', { route: 'oidc', error: error.name }))

  const page = signIn({ provider, accounts, origins, home })
  return {
    prefix: new URL(issuer).pathname,
    issuer,
    jwks: () => ({ keys: [keys.public] }),
    close: () => store.close(),
    handle: handler({ issuer, provider, page, origins, home, log }),
  }
}

/** Takes every request below the issuer's path: the sign-in page, and all that oidc-provider answers itself. */
function handler(options: {
  issuer: string
  provider: Provider
  page: ReturnType<typeof signIn>
  origins: ReadonlySet<string>
  home: string
  log: Log
}): LocalOidc['handle'] {
  const { issuer, provider, page, origins, home, log } = options
  const prefix = new URL(issuer).pathname
  const hosts = new Set([...origins].map((origin) => new URL(origin).host))
  const headers = pageHeaders(origins)
  const callback = provider.callback()
  return (req, res) => {
    for (const [name, value] of headers) res.setHeader(name, value)
    const url = URL.parse(req.url ?? '/', issuer)
    // Addresses are built from Host, and there is no password: a foreign name that points to this machine is refused.
    if (!hosts.has(req.headers.host ?? '')) return html(res, 421, troublePage(WRONG_ADDRESS, home))
    if (!url) return html(res, 400, troublePage(WRONG_ADDRESS, home))
    if (url.pathname.startsWith(`${prefix}/interaction/`)) {
      page(req, res, url).catch((error: Error) => {
        log.error('FAULT', { route: 'oidc', error: error.name })
        if (res.headersSent) res.destroy()
        else html(res, 500, troublePage(BROKEN, home, 'server_error'))
      })
      return
    }
    // oidc-provider finds out where it is mounted by comparing the two.
    Object.assign(req, { originalUrl: req.url, url: (req.url ?? '').slice(prefix.length) || '/' })
    void callback(req, res)
  }
}

const WRONG_ADDRESS = '打开的地址不对,请从工作台的地址登录。'
const BROKEN = '登录服务出了问题,请稍后再试。您填写的内容没有丢失。'

/** `form-action` also holds for where a form is redirected to; scripts are named by oidc-provider, for its one page that posts on. */
function pageHeaders(origins: ReadonlySet<string>): readonly [string, string][] {
  const forms = ["'self'", ...origins].join(' ')
  const policy = [
    "default-src 'none'",
    'script-src',
    `style-src ${STYLE_SOURCE}`,
    `form-action ${forms}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ]
  return [
    ['Content-Security-Policy', policy.join('; ')],
    ['X-Content-Type-Options', 'nosniff'],
    // Not `no-referrer`: the sign-in form's Origin would then be `null`.
    ['Referrer-Policy', 'same-origin'],
    ['Cache-Control', 'no-store'],
  ]
}
