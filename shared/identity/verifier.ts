import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose'
import type { Clock } from '../kernel/clock.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { TokenVerifier } from './identity.ts'

/** The issuer's public keys: its `jwks_uri`, or a function when it runs in this process (so that it need not call itself). */
export type Jwks = URL | (() => { keys: readonly JsonWebKey[] } | Promise<{ keys: readonly JsonWebKey[] }>)

/** Real tokens are about 1 KB; a gateway takes headers of 8 to 16 KB. */
const LONGEST = 16_384
/** `at+jwt` is RFC 9068; Keycloak writes `JWT`. Logout tokens, DPoP proofs and the like carry types of their own. */
const TYPES: ReadonlySet<string | undefined> = new Set([undefined, 'jwt', 'at+jwt', 'application/at+jwt'])

/**
 * Verifies access tokens that are JWTs of one issuer: RS256, PS256 or ES256, issuer, audience, expiry and not-before
 * (30 s of tolerance), a subject. Every failure is the same refusal, which tells an attacker nothing.
 * @param options.now the clock; the system's when left out
 */
export function jwtVerifier(options: { issuer: string; audience: string; jwks: Jwks; now?: Clock }): TokenVerifier {
  const { issuer, audience, now } = options
  const getKey = telling(options.jwks instanceof URL ? remote(options.jwks) : inProcess(options.jwks))
  return {
    async verify(token) {
      if (token.length > LONGEST) throw unauthenticated()
      try {
        const { payload, protectedHeader } = await jwtVerify(token, getKey, {
          issuer,
          audience,
          algorithms: ['RS256', 'PS256', 'ES256'],
          clockTolerance: 30,
          requiredClaims: ['exp', 'sub'],
          ...(now ? { currentDate: now() } : {}),
        })
        if (!TYPES.has(protectedHeader.typ?.toLowerCase())) throw unauthenticated()
        if (typeof payload.sub !== 'string' || payload.sub === '') throw unauthenticated()
        return { subject: payload.sub }
      } catch (error) {
        if (error instanceof Refusal) throw error
        throw unauthenticated()
      }
    },
  }
}

/**
 * jose keeps the set for ten minutes and asks again for an unknown key id, at most every 30 seconds: a flood of tokens
 * with invented key ids does not become a flood of requests to the issuer.
 */
function remote(url: URL): JWTVerifyGetKey {
  return createRemoteJWKSet(url, { timeoutDuration: 5_000, cooldownDuration: 30_000, cacheMaxAge: 600_000 })
}

/** The set is rebuilt only when the keys changed: importing a key costs more than verifying with it. */
function inProcess(source: Exclude<Jwks, URL>): JWTVerifyGetKey {
  let last: { kids: string; getKey: JWTVerifyGetKey } | undefined
  return async (header, token) => {
    const { keys } = await source()
    const kids = JSON.stringify(keys)
    if (last?.kids !== kids) last = { kids, getKey: createLocalJWKSet({ keys } as JSONWebKeySet) }
    return last.getKey(header, token)
  }
}

/** Tells a token of an unknown key (signing in helps) from keys that could not be fetched (signing in does not help). */
function telling(getKey: JWTVerifyGetKey): JWTVerifyGetKey {
  return async (header, token) => {
    try {
      return await getKey(header, token)
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error
      if (error instanceof errors.JOSENotSupported) throw error
      throw new Refusal('unavailable', '登录服务暂时联系不上,请稍后再试;您填写的内容没有丢失')
    }
  }
}

const unauthenticated = () => new Refusal('unauthenticated', '登录已失效,请重新登录')
