/** All that may be logged beside a code: ids and numbers, never whole objects, never personal data. */
export interface LogFields {
  readonly requestId?: string
  readonly route?: string
  readonly matter?: string
  readonly organ?: string
  readonly post?: string
  readonly consumer?: string
  readonly schedule?: string
  readonly seq?: number
  readonly status?: number
  readonly ms?: number
  readonly count?: number
  readonly attempt?: number
  /** Name and code of an error, never its message. */
  readonly error?: string
  /** Stack frames only (files and lines), the message cut off. */
  readonly stack?: string
}

export type LogCode =
  | 'STARTED'
  | 'COMPLETED'
  | 'REFUSED'
  | 'FAULT'
  | 'RETRY'
  | 'PARKED'
  | 'RESENT'
  | 'SWEPT'
  | 'RECOUNTED'
  | 'UNRECONCILED'
  | 'SENT'
  | 'CLOCK_BACKWARD'
  | 'LISTENING'
  | 'DRAINING'
  | 'STOPPED'

export interface Log {
  info(code: LogCode, fields?: LogFields): void
  warn(code: LogCode, fields?: LogFields): void
  error(code: LogCode, fields?: LogFields): void
}

export interface Meter {
  count(name: string, value?: number): void
}

export const silent: Log = { info() {}, warn() {}, error() {} }
