/** Whose draft of which form of which matter. A form that makes a new matter has the matter `new`. */
export interface DraftOf {
  readonly account: string
  readonly matter: string
  readonly form: string
}

/** A form's values with the version of the record that they belong to; 0 for something new. */
export interface Versioned<V> {
  readonly values: V
  readonly version: number
}

export interface Draft<V> {
  readonly values: V
  /** What the form was opened with. A later version on the server means that somebody else was there, and what they
   * changed can only be told from this. */
  readonly opened: Versioned<V>
  /** Instant, ms. */
  readonly savedAt: number
}

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

const PREFIX = 'desk.draft:'
/** A draft that nobody came back for in 60 days goes: machines in offices are shared, and what is kept is what is needed. */
const KEPT_MS = 60 * 86_400_000

/** Drafts in the browser's own store: they outlive a dropped network, an expired session and a closed browser. */
export class DraftStore {
  readonly #storage: Storage

  constructor(storage: Storage) {
    this.#storage = storage
  }

  read<V>(of: DraftOf): Draft<V> | undefined {
    try {
      const draft = JSON.parse(this.#storage.getItem(keyOf(of)) ?? 'null') as Draft<V> | null
      return draft && typeof draft.savedAt === 'number' && draft.values && draft.opened ? draft : undefined
    } catch {
      return undefined
    }
  }

  /** @returns false when the browser keeps nothing (full, or forbidden): the person has to be told */
  write<V>(of: DraftOf, draft: Draft<V>): boolean {
    try {
      this.#storage.setItem(keyOf(of), JSON.stringify(draft))
      return true
    } catch {
      return false
    }
  }

  clear(of: DraftOf): void {
    try {
      this.#storage.removeItem(keyOf(of))
    } catch {
      // Nothing was kept, so nothing is left.
    }
  }

  /** Removes drafts of all accounts that are older than 60 days, and what is no draft. */
  sweep(now: number): void {
    try {
      const keys = Array.from({ length: this.#storage.length }, (_, i) => this.#storage.key(i))
      for (const key of keys) {
        if (!key?.startsWith(PREFIX)) continue
        const savedAt = savedAtOf(this.#storage.getItem(key))
        if (savedAt === undefined || now - savedAt > KEPT_MS) this.#storage.removeItem(key)
      }
    } catch {
      // A browser without a store has nothing to sweep.
    }
  }
}

function keyOf({ account, matter, form }: DraftOf): string {
  return PREFIX + [account, matter, form].map(encodeURIComponent).join(':')
}

function savedAtOf(text: string | null): number | undefined {
  try {
    const savedAt: unknown = JSON.parse(text ?? 'null')?.savedAt
    return typeof savedAt === 'number' ? savedAt : undefined
  } catch {
    return undefined
  }
}
