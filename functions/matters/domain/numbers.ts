/** `WP-620702100-2026-0007`: what people say on the phone. Never used twice, even when a matter is cancelled. */
export function matterNumber(organ: string, year: number, seq: number): string {
  return `WP-${organ}-${year}-${String(seq).padStart(4, '0')}`
}

/** Bounded, since it becomes a key. */
export const MATTER_ID = /^WP-[0-9A-Z]{1,20}(?:-[A-Z]{1,20})?-\d{4}-\d{4,9}$/
