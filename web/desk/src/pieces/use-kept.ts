import { useState } from 'react'
import { useDraft } from './use-draft.ts'

/**
 * Like `useState`, for the words that a dialog asks: kept on this machine until they are sent, so that neither a closed
 * browser nor a page that changed behind the dialog takes them.
 * @returns the fields, a setter for some of them, and what forgets them once the server has them
 */
export function useKept<V extends object>(
  matter: string,
  form: string,
  empty: V,
): [V, (change: Partial<V>) => void, () => void] {
  const draft = useDraft<V>({ matter, form })
  const [values, setValues] = useState<V>(draft.found ? { ...empty, ...draft.found.values } : empty)
  const change = (some: Partial<V>) => {
    const next = { ...values, ...some }
    setValues(next)
    draft.keep(next, { version: 0, values: empty })
  }
  const forget = () => {
    draft.clear()
    setValues(empty)
  }
  return [values, change, forget]
}
