import * as z from 'zod'

/** What every function that answers requests must be told; spread into its own schema. */
export const httpEnv = {
  OIDC_ISSUER: z.url(),
  OIDC_AUDIENCE: z.string().min(1),
  /** The issuer's keys, at the address that its discovery document names: no cold start waits for discovery. */
  OIDC_JWKS: z.url(),
  /** Behind an edge: what the edge sends along. Absent (empty) where people come straight to the gateway. */
  ORIGIN_SECRET: z.string().min(32).optional(),
}

export type HttpEnv = z.output<z.ZodObject<typeof httpEnv>>
