import { ApiError } from './problem.ts'

/**
 * Keeps one idempotency key per action of a person. Sending the same thing again after no answer came uses the same
 * key; a changed input, or a definite answer (done, or refused), ends the action, and the next one gets a new key.
 */
export class ActionKey {
  readonly #newKey: () => string
  #open: { readonly input: string; readonly key: string } | undefined

  constructor(newKey: () => string) {
    this.#newKey = newKey
  }

  /** The key to send with this input. */
  of(input: unknown): string {
    const text = JSON.stringify(input) ?? ''
    if (this.#open?.input !== text) this.#open = { input: text, key: this.#newKey() }
    return this.#open.key
  }

  succeeded(): void {
    this.#open = undefined
  }

  failed(error: unknown): void {
    const undecided = !(error instanceof ApiError) || ['network', 'fault', 'unavailable'].includes(error.code)
    if (!undecided) this.#open = undefined
  }
}
