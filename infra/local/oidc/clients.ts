import type { ClientMetadata } from 'oidc-provider'

/** What access tokens are for: the audience that `jwtVerifier` demands. */
export const AUDIENCE = 'wenping'
/** The API as a resource (RFC 8707); used by itself when a client names none. */
export const RESOURCE = 'urn:wenping:api'

/**
 * The staff desk: a public client, authorization code with PKCE.
 * @param publicUrl where people reach the server, without a final slash
 * @param devUrl where Vite serves the desk during development
 */
export function deskClient(publicUrl: string, devUrl?: string): ClientMetadata {
  const origins = devUrl ? [publicUrl, devUrl] : [publicUrl]
  return {
    client_id: 'desk',
    client_name: '稳评工作台',
    client_uri: `${publicUrl}/desk/`,
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: origins.map((origin) => `${origin}/desk/callback`),
    post_logout_redirect_uris: origins.flatMap((origin) => [`${origin}/desk/`, `${origin}/desk`, `${origin}/`]),
  }
}

/** Every origin that a page of a client may have; the issuer's own is among them. */
export function originsOf(issuer: string, clients: readonly ClientMetadata[]): ReadonlySet<string> {
  return new Set([issuer, ...clients.flatMap((c) => c.redirect_uris ?? [])].map((url) => new URL(url).origin))
}
