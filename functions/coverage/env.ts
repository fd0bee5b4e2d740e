import * as z from 'zod'
import { httpEnv } from '../../shared/http/env.ts'

export const env = z.strictObject({ ...httpEnv, MATTERS_TABLE: z.string().min(1) })
