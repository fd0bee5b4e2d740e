import type { DeskConfig } from '../../functions/site/contract.ts'
import type { TokenVerifier } from '../../shared/identity/identity.ts'
import { jwtVerifier } from '../../shared/identity/verifier.ts'
import type { Log } from '../../shared/observe/observe.ts'
import type { DemoAccount } from './oidc/accounts.ts'
import type { Mount } from './server.ts'

interface SignIn {
  readonly verifier: TokenVerifier
  readonly config: DeskConfig
  readonly mounts: readonly Mount[]
  close(): void
}

/** A real issuer when there is one; otherwise, and only then, our own with demo accounts. */
export async function openSignIn(options: {
  dir: string
  url: string
  log: Log
  issuer: { issuer: string; audience: string; jwks?: string; clientId: string } | undefined
  accounts: () => Promise<readonly DemoAccount[]>
}): Promise<SignIn> {
  const { issuer } = options
  if (!issuer) return demoSignIn(options)
  const jwks = new URL(issuer.jwks ?? (await jwksOf(issuer.issuer)))
  return {
    verifier: jwtVerifier({ issuer: issuer.issuer, audience: issuer.audience, jwks }),
    config: { issuer: issuer.issuer, clientId: issuer.clientId, audience: issuer.audience, demo: false },
    mounts: [],
    close() {},
  }
}

async function demoSignIn({ dir, url, log, accounts }: Parameters<typeof openSignIn>[0]): Promise<SignIn> {
  // Loaded here and nowhere else: with a real issuer the module is not in the process at all.
  const { openOidc } = await import('./oidc/oidc.ts')
  const { AUDIENCE, deskClient } = await import('./oidc/clients.ts')
  const oidc = await openOidc({ issuer: `${url}/oidc`, dir, demo: true, accounts, clients: [deskClient(url)], log })
  return {
    // No clock is passed: the issuer stamps its tokens by the system's, whatever the rules' clock says.
    verifier: jwtVerifier({ issuer: oidc.issuer, audience: AUDIENCE, jwks: () => oidc.jwks() }),
    config: { issuer: oidc.issuer, clientId: 'desk', audience: AUDIENCE, demo: true },
    mounts: [
      async (req, res) => {
        const path = (req.url ?? '').split('?')[0] ?? ''
        if (path !== oidc.prefix && !path.startsWith(`${oidc.prefix}/`)) return false
        oidc.handle(req, res)
        return true
      },
    ],
    close: () => oidc.close(),
  }
}

async function jwksOf(issuer: string): Promise<string> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  const found = (await response.json()) as { jwks_uri?: string }
  if (!response.ok || !found.jwks_uri) throw new Error('统一身份认证没有公布签名密钥的地址,请设置 OIDC_JWKS。')
  return found.jwks_uri
}
