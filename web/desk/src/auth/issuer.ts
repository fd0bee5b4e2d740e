import * as oauth from 'oauth4webapi'
import type { DeskConfig } from './config.ts'
import type { Tokens } from './tokens.ts'

/** A sign-in under way: what the answer is checked against. Never leaves the browser. */
export interface Pending {
  readonly state: string
  readonly verifier: string
  readonly nonce: string
  /** Path in the desk to go on with. */
  readonly returnTo: string
}

/** Renewed this long before it runs out, so that it does not run out on the way. */
const EARLY_MS = 30_000

/** The authorization code flow with PKCE at one issuer, without a client secret (RFC 9700 for browser applications). */
export class Issuer {
  readonly #config: DeskConfig
  readonly #server: oauth.AuthorizationServer
  readonly #client: oauth.Client
  readonly #options: { [oauth.allowInsecureRequests]: boolean }
  readonly #callback: string

  private constructor(config: DeskConfig, server: oauth.AuthorizationServer, insecure: boolean, callback: string) {
    this.#config = config
    this.#server = server
    this.#client = { client_id: config.clientId }
    this.#options = { [oauth.allowInsecureRequests]: insecure }
    this.#callback = callback
  }

  /** @param origin where the desk itself is, `http://localhost:3000` */
  static async discover(config: DeskConfig, origin: string): Promise<Issuer> {
    const url = new URL(config.issuer)
    // Plain http only for an issuer on this very machine: the demo server listens on loopback alone.
    const insecure = url.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
    const options = { [oauth.allowInsecureRequests]: insecure }
    const server = await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, options))
    return new Issuer(config, server, insecure, `${origin}/desk/callback`)
  }

  /** @param mark put before the state, so that the callback page knows a pop-up */
  async begin(returnTo: string, mark = ''): Promise<{ url: string; pending: Pending }> {
    const pending: Pending = {
      state: mark + oauth.generateRandomState(),
      verifier: oauth.generateRandomCodeVerifier(),
      nonce: oauth.generateRandomNonce(),
      returnTo,
    }
    if (!this.#server.authorization_endpoint) throw new Error('登录服务没有登录页,请联系管理员')
    const url = new URL(this.#server.authorization_endpoint)
    const scope = this.#config.scope ?? 'openid'
    const asked: Record<string, string> = {
      client_id: this.#config.clientId,
      redirect_uri: this.#callback,
      response_type: 'code',
      scope,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
    }
    // OpenID Connect Core §11: without consent an issuer ignores a wish for a refresh token.
    if (scope.split(' ').includes('offline_access')) asked.prompt = 'consent'
    if (this.#config.resource) asked.resource = this.#config.resource
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
    return { url: url.href, pending }
  }

  /** @throws when state, issuer, nonce or code do not fit what was begun */
  async finish(callbackUrl: string, pending: Pending, now: number): Promise<Tokens> {
    const answer = oauth.validateAuthResponse(this.#server, this.#client, new URL(callbackUrl), pending.state)
    const response = await oauth.authorizationCodeGrantRequest(
      this.#server,
      this.#client,
      oauth.None(),
      answer,
      this.#callback,
      pending.verifier,
      { ...this.#options, ...this.#resource() },
    )
    const reply = await oauth.processAuthorizationCodeResponse(this.#server, this.#client, response, {
      expectedNonce: pending.nonce,
      requireIdToken: true,
    })
    const subject = oauth.getValidatedIdTokenClaims(reply)?.sub
    if (!subject) throw new Error('登录服务没有说明是谁登录,请联系管理员')
    return tokensOf(reply, subject, now)
  }

  /** @returns undefined when the issuer refuses the refresh token, or it turns out to be somebody else's */
  async renew(refresh: string, subject: string, now: number): Promise<Tokens | undefined> {
    const response = await oauth.refreshTokenGrantRequest(this.#server, this.#client, oauth.None(), refresh, {
      ...this.#options,
      ...this.#resource(),
    })
    if (response.status === 400 || response.status === 401) return undefined
    const reply = await oauth.processRefreshTokenResponse(this.#server, this.#client, response)
    const named = oauth.getValidatedIdTokenClaims(reply)?.sub
    if (named !== undefined && named !== subject) return undefined
    return { ...tokensOf(reply, subject, now), refresh: reply.refresh_token ?? refresh }
  }

  /**
   * Where signing out ends the session at the issuer too; undefined when the issuer has no such page. The ID token is
   * not sent as a hint: an address ends up in logs. The issuer then asks once whether it is meant.
   */
  endUrl(returnTo: string): string | undefined {
    if (!this.#server.end_session_endpoint) return undefined
    const url = new URL(this.#server.end_session_endpoint)
    url.searchParams.set('client_id', this.#config.clientId)
    url.searchParams.set('post_logout_redirect_uri', returnTo)
    return url.href
  }

  #resource() {
    return this.#config.resource ? { additionalParameters: { resource: this.#config.resource } } : {}
  }
}

function tokensOf(reply: oauth.TokenEndpointResponse, subject: string, now: number): Tokens {
  // An issuer that does not say how long is asked again after five minutes.
  const lifetime = (reply.expires_in ?? 300) * 1000
  return {
    access: reply.access_token,
    staleAt: now + Math.max(lifetime - EARLY_MS, lifetime / 2),
    refresh: reply.refresh_token,
    subject,
  }
}
