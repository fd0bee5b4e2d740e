import * as z from 'zod'
import { httpEnv } from '../../shared/http/env.ts'

export const env = z.strictObject({
  ...httpEnv,
  MATTERS_TABLE: z.string().min(1),
  INCOMING_BUCKET: z.string().min(1),
  ARCHIVE_BUCKET: z.string().min(1),
  SITE_BUCKET: z.string().min(1),
  LOCK_MODE: z.enum(['GOVERNANCE', 'COMPLIANCE']),
})
