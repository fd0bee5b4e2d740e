import { ApiError } from '../api/problem.ts'
import type { Tokens } from './tokens.ts'

/**
 * `expired`: requests wait, and the dialog asks to sign in again. `declined`: the person wants to look at the page
 * first; requests end at once, and a bar offers to sign in.
 */
export type SessionState = 'signed-in' | 'expired' | 'declined'

export interface SessionDeps {
  readonly now: () => number
  /** @returns undefined when the issuer refuses; throws when it could not be reached, which is no reason to sign out */
  readonly renew: (refresh: string, subject: string) => Promise<Tokens | undefined>
  /** Keeps what must survive a reload of this tab. */
  readonly keep: (kept: { refresh: string; subject: string } | undefined) => void
}

/**
 * One person's session in one tab. A request asks for a token and gets one that holds; when the session is over, the
 * request waits until the person has signed in again, so that nothing typed is lost and nothing is sent twice.
 */
export class Session {
  readonly #deps: SessionDeps
  readonly #watchers = new Set<() => void>()
  #tokens: Tokens
  #refused: string | undefined
  #renewing: Promise<Tokens> | undefined
  #waiting: { resolve: (tokens: Tokens) => void; reject: (why: Error) => void }[] = []
  #state: SessionState = 'signed-in'

  constructor(deps: SessionDeps, tokens: Tokens) {
    this.#deps = deps
    this.#tokens = tokens
    this.#keep()
  }

  get subject(): string {
    return this.#tokens.subject
  }

  readonly state = (): SessionState => this.#state

  readonly watch = (changed: () => void): (() => void) => {
    this.#watchers.add(changed)
    return () => this.#watchers.delete(changed)
  }

  /** @param refused a token that the server has just turned down; it is not handed out again */
  readonly token = async (refused?: string): Promise<string> => {
    if (refused !== undefined && refused === this.#tokens.access) this.#refused = refused
    const { access, staleAt } = this.#tokens
    if (this.#state === 'signed-in' && access !== this.#refused && this.#deps.now() < staleAt) return access
    return (await this.#renewed()).access
  }

  /**
   * The person has signed in again. Requests that wait go on, but only for the same person: what one account began
   * is never sent in the name of another.
   */
  signedIn(tokens: Tokens): 'continued' | 'other-person' {
    if (tokens.subject !== this.subject) return 'other-person'
    this.#take(tokens)
    const waiting = this.#waiting
    this.#waiting = []
    for (const one of waiting) one.resolve(tokens)
    this.#become('signed-in')
    return 'continued'
  }

  /** The person chose not to sign in now: requests end, forms and drafts stay. */
  readonly decline = (): void => {
    const waiting = this.#waiting
    this.#waiting = []
    for (const one of waiting) one.reject(notSignedIn())
    this.#become('declined')
  }

  /** The person wants the dialog after all. */
  readonly ask = (): void => this.#become('expired')

  #renewed(): Promise<Tokens> {
    if (this.#state === 'declined') return Promise.reject(notSignedIn())
    if (this.#state === 'expired') return this.#wait()
    // One renewal for all that ask: a rotating refresh token used twice is revoked.
    this.#renewing ??= this.#renew().finally(() => {
      this.#renewing = undefined
    })
    return this.#renewing
  }

  async #renew(): Promise<Tokens> {
    const { refresh, subject } = this.#tokens
    const tokens = refresh === undefined ? undefined : await this.#deps.renew(refresh, subject)
    if (!tokens) return this.#wait()
    this.#take(tokens)
    return tokens
  }

  #wait(): Promise<Tokens> {
    this.#become('expired')
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }))
  }

  #take(tokens: Tokens): void {
    this.#tokens = tokens
    this.#refused = undefined
    this.#keep()
  }

  #keep(): void {
    const { refresh, subject } = this.#tokens
    this.#deps.keep(refresh === undefined ? undefined : { refresh, subject })
  }

  #become(state: SessionState): void {
    if (state !== 'signed-in') this.#deps.keep(undefined)
    if (state === this.#state) return
    this.#state = state
    for (const changed of this.#watchers) changed()
  }
}

function notSignedIn(): ApiError {
  return new ApiError('unauthenticated', '登录已过期,没有发送。填写的内容已存在本机,登录后可以接着办')
}
