import { Logger } from '@aws-lambda-powertools/logger'
import type { Log, LogCode, LogFields } from './observe.ts'
import { safeFields, WITHHELD } from './safe.ts'

/**
 * Writes one line of JSON for each entry to standard output, on one machine as on Lambda: `level`, `message` (the
 * code), `timestamp`, `service`, and the fields. Nothing else gets out, whatever is passed.
 * @param service name of the feature, or of the process on one machine
 */
export function openLog(service: string): Log {
  const logger = new Logger({ serviceName: service, logLevel: 'INFO' })
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (code: LogCode, fields: LogFields = {}) =>
      logger[level](/^[A-Z_]{1,40}$/.test(code) ? code : WITHHELD, safeFields(fields))
  return { info: write('info'), warn: write('warn'), error: write('error') }
}
