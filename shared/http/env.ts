import * as z from 'zod'

/** Settings of every function that answers requests; spread into its own schema. */
export const httpEnv = {
  OIDC_ISSUER: z.url(),
  OIDC_AUDIENCE: z.string().min(1),
  /** Where the issuer's keys are, as its discovery document says: a cold start need not read that document first. */
  OIDC_JWKS: z.url(),
  /** The secret that the edge sends along. Absent (empty) where people come straight to the gateway. */
  ORIGIN_SECRET: z.string().min(32).optional(),
}

export type HttpEnv = z.output<z.ZodObject<typeof httpEnv>>
