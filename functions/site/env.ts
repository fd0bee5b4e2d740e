import * as z from 'zod'
import { httpEnv } from '../../shared/http/env.ts'

export const env = z.strictObject({
  ...httpEnv,
  MATTERS_TABLE: z.string().min(1),
  OIDC_CLIENT_ID: z.string().min(1),
  SITE_BUCKET: z.string().min(1),
  DESK_BUCKET: z.string().min(1),
  /** Where the desk uploads to: it may connect there. */
  UPLOADS_ORIGIN: z.url(),
})
