import type { Pending } from './issuer.ts'

/**
 * sessionStorage, not localStorage: it survives a reload, ends with the tab, and is not shared between tabs, which
 * would use one rotating refresh token twice (ADR desk-sign-in).
 */
const REFRESH = 'desk.refresh'
const PENDING = 'desk.sign-in'

export interface Kept {
  readonly refresh: string
  readonly subject: string
}

export function keepRefresh(kept: Kept | undefined): void {
  write(REFRESH, kept)
}

export function keptRefresh(): Kept | undefined {
  return read<Kept>(REFRESH)
}

export function keepPending(pending: Pending): void {
  write(PENDING, pending)
}

/** Reads the sign-in under way and forgets it: an answer is used once. */
export function takePending(): Pending | undefined {
  const pending = read<Pending>(PENDING)
  write(PENDING, undefined)
  return pending
}

function write(key: string, value: unknown): void {
  try {
    if (value === undefined) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, JSON.stringify(value))
  } catch {
    // A browser that keeps nothing: a reload signs in again, and no more is lost.
  }
}

function read<T>(key: string): T | undefined {
  try {
    const text = sessionStorage.getItem(key)
    return text === null ? undefined : (JSON.parse(text) as T)
  } catch {
    return undefined
  }
}
