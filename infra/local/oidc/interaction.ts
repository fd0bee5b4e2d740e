import type { IncomingMessage, ServerResponse } from 'node:http'
import { errors, type Provider } from 'oidc-provider'
import type { DemoAccount } from './accounts.ts'
import { signInPage, troublePage } from './pages.ts'

/** An account id and the field's name. */
const MAX_BODY = 4096
const STALE = '登录页打开得太久,或者已经在别处登录过了。请从工作台重新登录。'

/**
 * The sign-in page. Against forgery: the page's address holds a secret of 43 characters that must fit the browser's signed
 * SameSite cookie, and a post must come from one of our own origins (another port of this machine is the same site).
 */
export function signIn(options: {
  provider: Provider
  accounts: () => Promise<readonly DemoAccount[]>
  origins: ReadonlySet<string>
  home: string
}) {
  const { provider, accounts, origins, home } = options

  return async (req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> => {
    const asked = await details(provider, req, res)
    if (asked?.prompt.name !== 'login' || !url.pathname.endsWith(`/${asked.uid}`)) {
      return html(res, 400, troublePage(STALE, home))
    }
    const known = await accounts()
    const show = (status: number, problem?: string) =>
      html(
        res,
        status,
        signInPage({
          action: url.pathname,
          accounts: known,
          wanted: (url.searchParams.get('q') ?? '').slice(0, 50),
          ...(problem ? { problem } : {}),
        }),
      )

    if (req.method === 'GET' || req.method === 'HEAD') return show(200)
    if (req.method !== 'POST') {
      res.setHeader('Allow', 'GET, HEAD, POST')
      return html(res, 405, troublePage(STALE, home))
    }
    if (!fromOurselves(req, origins)) return show(403, '这次登录不是从本页发出的,没有受理。请在下面选择账号。')
    const id = (await form(req))?.get('account')
    if (!known.some((account) => account.id === id)) return show(400, '没有这个账号,请在下面选择一个。')
    await provider.interactionFinished(
      req,
      res,
      { login: { accountId: id as string, remember: false } },
      { mergeWithLastSubmission: false },
    )
  }
}

export function html(res: ServerResponse, status: number, body: string): void {
  res.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': Buffer.byteLength(body) })
  res.end(body)
}

async function details(provider: Provider, req: IncomingMessage, res: ServerResponse) {
  try {
    return await provider.interactionDetails(req, res)
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined
    throw error
  }
}

/** Browsers send Origin with every post; what sends neither header is no browser, and no page can be behind it. */
function fromOurselves(req: IncomingMessage, origins: ReadonlySet<string>): boolean {
  const { origin, 'sec-fetch-site': site } = req.headers
  if (origin !== undefined) return origins.has(origin)
  return site === undefined || site === 'same-origin'
}

async function form(req: IncomingMessage): Promise<URLSearchParams | undefined> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(req.headers['content-type'] ?? '')) return undefined
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length
    // The rest is read and dropped, so that the answer can be read by whoever is still sending.
    if (size <= MAX_BODY) chunks.push(chunk)
  }
  return size <= MAX_BODY ? new URLSearchParams(Buffer.concat(chunks).toString('utf8')) : undefined
}
