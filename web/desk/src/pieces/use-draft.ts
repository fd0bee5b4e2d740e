import { useCallback, useEffect, useRef, useState } from 'react'
import { useDesk } from '../api/desk.ts'
import { type Draft, type DraftOf, DraftStore, type Versioned } from './draft-store.ts'

/** Milliseconds after the last stroke: short enough that a power cut costs a word, long enough not to save each letter. */
const QUIET_MS = 500

export type Saved =
  | { readonly kind: 'none' }
  | { readonly kind: 'saved'; readonly at: Date }
  | { readonly kind: 'failed' }

export interface DraftKeeper<V> {
  /** What was left here before, if the form is opened again. Read once. */
  readonly found: Draft<V> | undefined
  readonly saved: Saved
  /** Saves shortly; at once when the page is hidden or left. */
  readonly keep: (values: V, opened: Versioned<V>) => void
  /** The server has it, or the person does not want it: nothing is left on this machine. */
  readonly clear: () => void
}

/** Keeps a form's values, and what it was opened with, under the account, the matter and the form. */
export function useDraft<V>(of: Omit<DraftOf, 'account'>): DraftKeeper<V> {
  const { me } = useDesk()
  const { matter, form } = of
  const [store] = useState(() => new DraftStore(localStorage))
  const [found] = useState(() => store.read<V>({ account: me.account, matter, form }))
  const [saved, setSaved] = useState<Saved>({ kind: 'none' })
  const waiting = useRef<{ values: V; opened: Versioned<V>; timer: number }>(undefined)

  const flush = useCallback(() => {
    const next = waiting.current
    if (!next) return
    clearTimeout(next.timer)
    waiting.current = undefined
    const { values, opened } = next
    const at = new Date()
    const done = store.write({ account: me.account, matter, form }, { values, opened, savedAt: at.getTime() })
    setSaved(done ? { kind: 'saved', at } : { kind: 'failed' })
  }, [store, me.account, matter, form])

  useEffect(() => {
    const hidden = () => document.visibilityState === 'hidden' && flush()
    document.addEventListener('visibilitychange', hidden)
    window.addEventListener('pagehide', flush)
    return () => {
      document.removeEventListener('visibilitychange', hidden)
      window.removeEventListener('pagehide', flush)
      flush()
    }
  }, [flush])

  const keep = useCallback(
    (values: V, opened: Versioned<V>) => {
      clearTimeout(waiting.current?.timer)
      waiting.current = { values, opened, timer: window.setTimeout(flush, QUIET_MS) }
    },
    [flush],
  )
  const clear = useCallback(() => {
    clearTimeout(waiting.current?.timer)
    waiting.current = undefined
    store.clear({ account: me.account, matter, form })
    setSaved({ kind: 'none' })
  }, [store, me.account, matter, form])

  return { found, saved, keep, clear }
}
