import type { LogFields } from './observe.ts'

/** A frame as V8 writes it: a place in a file, with or without the function's name. */
const FRAME = /^\s+at (?:(.{1,120}?) \()?((?:file:\/\/|node:|\/|[A-Za-z]:\\)[^\s()]*:\d+:\d+)\)?$/

/** A path is logged from one of these folders on: what stands before may name whoever installed the product. */
const FOLDER = /(^|[/\\])(?:functions|shared|infra|web|test|node_modules)[/\\]/

const MOST_FRAMES = 12

/**
 * What may be logged of an unknown error: its name, its code and the stack's frames. Never its message or that of its
 * cause: either might hold what a person wrote.
 */
export function errorFields(error: unknown): Pick<LogFields, 'error' | 'stack'> {
  if (!(error instanceof Error)) return { error: typeof error }
  const { name, code } = error as { name: unknown; code?: unknown }
  return { error: `${word(name) ?? 'Error'}${word(code) ? `:${word(code)}` : ''}`, stack: framesOf(error).join('\n') }
}

/** Names and codes are set by whoever throws: only what looks like one is taken. */
function word(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z][\w.-]{0,59}$/.test(value) ? value : undefined
}

/** The frames after the message, which may itself have lines that look like frames. */
function framesOf(error: Error): string[] {
  const stack = String(error.stack ?? '')
  const message = String(error.message)
  const start = message === '' ? -1 : stack.indexOf(message)
  const rest = start < 0 ? stack : stack.slice(start + message.length)
  return rest.split('\n').flatMap(frame).slice(0, MOST_FRAMES)
}

function frame(line: string): string[] {
  const [, called, place = ''] = FRAME.exec(line) ?? []
  if (!place) return []
  const path = withoutOwner(place)
  return [called && /^[\w$.<># [\]]+$/.test(called) ? `at ${called} (${path})` : `at ${path}`]
}

function withoutOwner(place: string): string {
  const folder = FOLDER.exec(place)
  if (folder) return place.slice(folder.index + (folder[1] as string).length)
  return place.slice(Math.max(place.lastIndexOf('/'), place.lastIndexOf('\\')) + 1)
}
