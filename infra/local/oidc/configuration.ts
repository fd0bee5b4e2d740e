import {
  type Configuration,
  errors,
  interactionPolicy,
  type KoaContextWithOIDC,
  type ResourceServer,
} from 'oidc-provider'
import type { DemoAccount } from './accounts.ts'
import { AUDIENCE, originsOf, RESOURCE } from './clients.ts'
import type { IssuerKeys } from './keys.ts'
import { signedOutPage, signOutPage, troublePage } from './pages.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
/** One working day: longer than anybody's hours, shorter than the night. */
const DAY = 12 * HOUR

const API = {
  scope: 'api',
  audience: AUDIENCE,
  accessTokenFormat: 'jwt',
  accessTokenTTL: 30 * MINUTE,
  jwt: { sign: { alg: 'RS256' } },
} satisfies ResourceServer

export interface IssuerOptions {
  readonly issuer: string
  readonly accounts: () => Promise<readonly DemoAccount[]>
  readonly clients: NonNullable<Configuration['clients']>
  readonly keys: IssuerKeys
  readonly cookieKeys: string[]
  readonly adapter: NonNullable<Configuration['adapter']>
  /** Where a person goes on when something went wrong. */
  readonly home: string
}

/** The issuer's set-up. Everything that the desk does not use is off. */
export function configuration(options: IssuerOptions): Configuration {
  const { issuer, accounts, clients, home } = options
  const { pathname, port } = new URL(issuer)
  const origins = originsOf(issuer, clients)
  return {
    adapter: options.adapter,
    clients,
    jwks: { keys: [options.keys.secret] },
    cookies: {
      keys: options.cookieKeys,
      // Cookies do not tell ports apart: two demonstrations on one machine must not overwrite each other's.
      names: { session: `wp${port}_session`, interaction: `wp${port}_interaction`, resume: `wp${port}_resume` },
      long: { signed: true, httpOnly: true, sameSite: 'lax', path: pathname },
      short: { signed: true, httpOnly: true, sameSite: 'lax' },
    },
    scopes: ['openid', 'profile'],
    claims: { openid: ['sub'], profile: ['name'] },
    // There is no userinfo endpoint, so the name comes with the ID token.
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    pkce: { required: () => true },
    clientBasedCORS: (_ctx, origin) => origins.has(origin),
    ttl: {
      AccessToken: API.accessTokenTTL,
      AuthorizationCode: MINUTE,
      IdToken: HOUR,
      Interaction: HOUR,
      Session: DAY,
      Grant: DAY,
      RefreshToken: DAY,
    },
    // Without `offline_access`: what the desk renews ends with the session, so that signing out is signing out.
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: async () => true,
    rotateRefreshToken: true,
    findAccount: async (_ctx, id) => {
      const account = (await accounts()).find((one) => one.id === id)
      return account && { accountId: id, claims: async () => ({ sub: id, name: account.name }) }
    },
    loadExistingGrant: grantAll,
    interactions: { policy: signInOnly(), url: (_ctx, interaction) => `${pathname}/interaction/${interaction.uid}` },
    renderError: async (ctx, out) => page(ctx, troublePage(spoken(out.error), home, out.error)),
    features: features(home),
  }
}

const features = (home: string): Configuration['features'] => ({
  devInteractions: { enabled: false },
  userinfo: { enabled: false },
  dPoP: { enabled: false },
  pushedAuthorizationRequests: { enabled: false },
  revocation: { enabled: true },
  resourceIndicators: {
    enabled: true,
    defaultResource: async () => RESOURCE,
    useGrantedResource: async () => true,
    getResourceServerInfo: async (_ctx, resource) => {
      if (resource !== RESOURCE) throw new errors.InvalidTarget()
      return API
    },
  },
  rpInitiatedLogout: {
    enabled: true,
    logoutSource: async (ctx, form) => page(ctx, signOutPage(form, home)),
    postLogoutSuccessSource: async (ctx) => page(ctx, signedOutPage(home)),
  },
})

/**
 * Our own clients need nobody's consent. A new grant each time: two tabs that trip over each other's refresh tokens
 * then sign out neither.
 */
async function grantAll(ctx: KoaContextWithOIDC) {
  const { account, client, provider } = ctx.oidc
  if (!account || !client) return undefined
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId })
  grant.addOIDCScope('openid profile')
  grant.addResourceScope(RESOURCE, 'api')
  await grant.save()
  return grant
}

/** Signing in is the only question, and it is asked again when the seed no longer has the account. */
function signInOnly() {
  const policy = interactionPolicy.base()
  policy.remove('consent')
  policy.get('login')?.checks.add(
    new interactionPolicy.Check('account_gone', 'the account is no longer there', (ctx) => {
      const gone = ctx.oidc.session?.accountId !== undefined && !ctx.oidc.account
      return gone ? interactionPolicy.Check.REQUEST_PROMPT : interactionPolicy.Check.NO_NEED_TO_PROMPT
    }),
  )
  return policy
}

function page(ctx: KoaContextWithOIDC, html: string): void {
  ctx.type = 'html'
  ctx.body = html
}

/** A stale tab is by far the most common trouble; anything else is a wrong link, not a person's mistake. */
function spoken(error: string): string {
  if (error === 'server_error') return '登录服务出了问题,请稍后再试。您填写的内容没有丢失。'
  if (error === 'invalid_request' || error === 'session_not_found') {
    return '登录页打开得太久,或者登录地址不完整。请从工作台重新登录。'
  }
  return '登录地址不对,可能是链接被改动过。请从工作台重新登录。'
}
