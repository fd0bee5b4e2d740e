/** What a sign-in yields. The access token lives in memory alone; `session.ts` says where the refresh token is kept. */
export interface Tokens {
  readonly access: string
  /** Instant in ms from which the access token is no longer used. */
  readonly staleAt: number
  readonly refresh?: string | undefined
  /** The account. */
  readonly subject: string
}
