import type { LogFields } from './observe.ts'

/**
 * What may be logged of an unknown error: its name, its code, and the stack's frames. Never the message: it might hold
 * what a person wrote.
 */
export function errorFields(error: unknown): Pick<LogFields, 'error' | 'stack'> {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = (error as { code?: unknown }).code
  const name = typeof code === 'string' && /^[\w-]{1,60}$/.test(code) ? `${error.name}:${code}` : error.name
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { error: name, stack: frames.slice(0, 12).join('\n') }
}
