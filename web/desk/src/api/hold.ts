import { useEffect, useSyncExternalStore } from 'react'

/** How many dialogs are open in which somebody writes. */
let open = 0
const told = new Set<() => void>()

function change(by: 1 | -1): void {
  open += by
  for (const tell of told) tell()
}

/**
 * While `held`, nothing is read afresh behind the dialog: a row that a colleague finished meanwhile would take the
 * dialog with it, and what was typed. The server says that it changed, and then both are seen.
 */
export function useHold(held: boolean): void {
  useEffect(() => {
    if (!held) return undefined
    change(1)
    return () => change(-1)
  }, [held])
}

export function useHeld(): boolean {
  return useSyncExternalStore(
    (tell) => {
      told.add(tell)
      return () => told.delete(tell)
    },
    () => open > 0,
  )
}
