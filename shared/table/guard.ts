import { compareUtf8 } from './bytes.ts'
import type { Clause, Item, When } from './table.ts'

/** Does `when` hold of the item as stored (undefined: there is none)? What DynamoDB's conditions say, in JavaScript. */
export function holds(when: When, current: Item | undefined): boolean {
  if (when === 'any') return true
  if (when === 'absent') return current === undefined
  if (current === undefined) return false
  return when === 'present' || matches(when, current)
}

/** All clauses; values of another type are never equal and never ordered, as in DynamoDB. */
export function matches(clauses: readonly Clause[], item: Item): boolean {
  return clauses.every((clause) => {
    // Own attributes only: an item without `constructor` must not seem to have one.
    const value = Object.hasOwn(item, clause.attribute) ? item[clause.attribute] : undefined
    if ('missing' in clause) return value === undefined
    if ('is' in clause) return value === clause.is
    if ('oneOf' in clause) return clause.oneOf.includes(value as string | number)
    if (typeof value === 'string' && typeof clause.atMost === 'string') return compareUtf8(value, clause.atMost) <= 0
    return typeof value === 'number' && typeof clause.atMost === 'number' && value <= clause.atMost
  })
}
