import { useEffect } from 'react'

/** Until then the parts of a page have come, or failed. */
const ARRIVING_MS = 5000
const OWN_MOVES = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const

/**
 * Brings into sight what the address points at (`#documents`), and again while the parts above it still arrive and push
 * it down. The first move of the person ends it: a page does not scroll under anybody's hands.
 */
export function useAnchor(): void {
  useEffect(() => {
    const id = decodeURIComponent(location.hash.slice(1))
    if (!id || !document.getElementById(id)) return undefined
    const go = () => document.getElementById(id)?.scrollIntoView({ block: 'start' })
    const grown = new ResizeObserver(go)
    grown.observe(document.body)
    const stop = () => {
      grown.disconnect()
      clearTimeout(timer)
      for (const move of OWN_MOVES) window.removeEventListener(move, stop)
    }
    const timer = setTimeout(stop, ARRIVING_MS)
    for (const move of OWN_MOVES) window.addEventListener(move, stop)
    return stop
  }, [])
}
