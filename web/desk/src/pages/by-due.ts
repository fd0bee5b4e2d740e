/** Earliest first; what has no date (an empty one) comes last, in the order that it came. */
export function byDue<T extends { readonly dueOn: string }>(rows: readonly T[]): T[] {
  const key = (row: T) => (row.dueOn === '' ? '~' : row.dueOn)
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}
