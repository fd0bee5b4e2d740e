import { readCode } from '../kernel/ids.ts'
import type { LogFields } from './observe.ts'

/** Written in place of a value that may not be logged. In a log it is the sign of a mistake in our code. */
export const WITHHELD = 'WITHHELD'

/** Ids, routes, coded names: printable ASCII, and no `@`. */
const PLAIN = /^[\x20-\x3f\x41-\x7e]{1,200}$/

/** A mobile number, or digits as long as an identity or a bank card has. */
const TRACEABLE = /(?<!\d)1[3-9]\d{9}(?!\d)|\d{15,}/

/** One line of a stack, as `errorFields` writes it. */
const FRAME = /^at (?:[\w$.<># [\]]+ \()?[^\s()@]+:\d+:\d+\)?$/

/** Only what is listed here can be logged at all. */
const FIELDS: Readonly<Record<keyof LogFields, (value: unknown) => boolean>> = {
  requestId: id,
  route: id,
  matter: id,
  organ: id,
  post: id,
  consumer: id,
  schedule: id,
  seq: Number.isFinite,
  status: Number.isFinite,
  ms: Number.isFinite,
  count: Number.isFinite,
  attempt: Number.isFinite,
  error: (value) => id(value) && !/\s/.test(value as string),
  stack: (value) => typeof value === 'string' && (value === '' || isStack(value)),
}

function isStack(value: string): boolean {
  return value.split('\n').every((line) => FRAME.test(line)) && !TRACEABLE.test(value)
}

/** Mobile and identity numbers, mail addresses, receipt codes and anything in Chinese are no ids. */
function id(value: unknown): boolean {
  if (typeof value !== 'string' || !PLAIN.test(value) || TRACEABLE.test(value)) return false
  // Lower-case words are parts of routes and are let through: one in 32 of thirteen letters would look like a code.
  return !value.split(/[^0-9A-Za-z-]/).some((word) => !/^[a-z-]*$/.test(word) && readCode(word) !== undefined)
}

/**
 * The fields as they may leave the process, whatever the caller passed: unknown ones are dropped, and what is no id,
 * number or frame is withheld.
 */
export function safeFields(fields: LogFields): Record<string, string | number> {
  const safe: Record<string, string | number> = {}
  for (const [name, allowed] of Object.entries(FIELDS)) {
    const value = fields[name as keyof LogFields]
    if (value !== undefined) safe[name] = allowed(value) ? value : WITHHELD
  }
  return safe
}
