/** `/api/config`: what the desk must be told before anybody has signed in. */
export interface DeskConfig {
  /** The OIDC issuer, as its discovery document names it. */
  readonly issuer: string
  readonly clientId: string
  readonly audience: string
  /** Demo accounts are there; the desk says so in its head. */
  readonly demo: boolean
  /**
   * `openid` unless told. Some issuers give a refresh token only for `offline_access`; others (Keycloak) make of it a
   * session that outlives signing out, so it is not asked for unprompted.
   */
  readonly scope?: string
  /** RFC 8707, for issuers that give access tokens for an API only when it is named. */
  readonly resource?: string
}

/** @throws Error in plain Chinese when the server cannot be reached or is not ours */
export async function readConfig(): Promise<DeskConfig> {
  const response = await fetch('/api/config', { cache: 'no-store', credentials: 'omit' }).catch(() => undefined)
  if (!response) throw new Error('连不上服务器,请检查网络后重试')
  const config: Partial<DeskConfig> = await response.json().catch(() => ({}))
  if (!response.ok || !config.issuer || !config.clientId) throw new Error('服务器正在启动或维护,请稍后重试')
  return config as DeskConfig
}
