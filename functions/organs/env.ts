import * as z from 'zod'
import { httpEnv } from '../../shared/http/env.ts'

export const env = z.strictObject({
  ...httpEnv,
  MATTERS_TABLE: z.string().min(1),
  /** `sub` and name, at the issuer, of who appoints the first people. */
  ADMIN_ID: z.string().min(1),
  ADMIN_NAME: z.string().min(1),
})
