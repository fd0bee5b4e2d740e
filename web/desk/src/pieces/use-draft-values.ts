import type { FormInstance } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Draft, DraftOf, Versioned } from './draft-store.ts'
import { type Saved, useDraft } from './use-draft.ts'

/** What stands in a form, and what it was opened with. */
export interface DraftValues<V> {
  /** What was left here before, until it is sent or discarded. */
  readonly restored: Draft<V> | undefined
  readonly saved: Saved
  /** The record on which the typing is based: the third text when two people's are merged. */
  readonly opened: Versioned<V>
  readonly values: () => V
  /** Saves on this machine what stands in the form. */
  readonly keep: () => void
  /** Nothing of one's own is left: the form stands as the server has it. */
  readonly settle: (now: Versioned<V>) => void
  /** What is typed goes on as a draft on top of another record. */
  readonly goOn: (from: Versioned<V>, typed: V) => void
}

interface Standing<V> {
  readonly form: FormInstance<V>
  readonly of: Omit<DraftOf, 'account'>
  readonly current: Versioned<V>
}

/** A form's values: restored from this machine if something was left there, else the server's, and kept as they are typed. */
export function useDraftValues<V extends object>({ form, of, current }: Standing<V>): DraftValues<V> {
  const draft = useDraft<V>(of)
  const [restored, setRestored] = useState(draft.found)
  const [opened, setOpened] = useState(draft.found?.opened ?? current)
  /** Something is typed that the server does not have. */
  const open = useRef(draft.found !== undefined)

  const values = (): V => ({ ...opened.values, ...form.getFieldsValue(true) })
  const keepOn = (from: Versioned<V>, typed: V) => {
    open.current = true
    draft.keep(typed, from)
  }
  const settle = (now: Versioned<V>) => {
    open.current = false
    draft.clear()
    setRestored(undefined)
    setOpened(now)
    form.setFieldsValue(now.values as never)
  }
  const goOn = (from: Versioned<V>, typed: V) => {
    setOpened(from)
    setRestored(undefined)
    keepOn(from, typed)
  }

  useEffect(() => {
    // A newer record comes in by itself only where nothing was typed; else sending finds out, and both texts are shown.
    if (open.current || current.version === opened.version) return
    setOpened(current)
    form.setFieldsValue(current.values as never)
  }, [current, opened.version, form])

  return { restored, saved: draft.saved, opened, values, keep: () => keepOn(opened, values()), settle, goOn }
}
