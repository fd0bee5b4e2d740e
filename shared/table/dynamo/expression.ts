import type { Clause, When } from '../table.ts'
import { type Attributes, toAttribute } from './values.ts'

export interface Expression {
  /** A placeholder for an attribute. Always one: half of all good names are reserved words. */
  name(attribute: string): string
  value(value: string | number | boolean | null): string
  /** What the request carries beside the text. Empty maps are left out: DynamoDB refuses them. */
  attributes(): { ExpressionAttributeNames?: Record<string, string>; ExpressionAttributeValues?: Attributes }
}

export function expression(): Expression {
  const names = new Map<string, string>()
  const values: Attributes = {}
  let count = 0
  return {
    name(attribute) {
      const known = names.get(attribute) ?? `#${names.size}`
      names.set(attribute, known)
      return known
    },
    value(value) {
      const placeholder = `:${count++}`
      values[placeholder] = toAttribute(value)
      return placeholder
    },
    attributes() {
      const byPlaceholder = Object.fromEntries([...names].map(([attribute, placeholder]) => [placeholder, attribute]))
      return {
        ...(names.size > 0 ? { ExpressionAttributeNames: byPlaceholder } : {}),
        ...(count > 0 ? { ExpressionAttributeValues: values } : {}),
      }
    },
  }
}

/** Undefined when nothing is demanded. */
export function clausesText(e: Expression, clauses: readonly Clause[]): string | undefined {
  return clauses.length === 0 ? undefined : clauses.map((clause) => clauseText(e, clause)).join(' AND ')
}

/** The condition of a write, as its request fields. */
export function condition(when: When): { ConditionExpression?: string } & ReturnType<Expression['attributes']> {
  if (when === 'any') return {}
  const e = expression()
  const exists = `${when === 'absent' ? 'attribute_not_exists' : 'attribute_exists'}(${e.name('pk')})`
  const clauses = typeof when === 'string' ? undefined : clausesText(e, when)
  return { ConditionExpression: clauses ? `${exists} AND ${clauses}` : exists, ...e.attributes() }
}

function clauseText(e: Expression, clause: Clause): string {
  const name = e.name(clause.attribute)
  if ('missing' in clause) return `attribute_not_exists(${name})`
  if ('is' in clause) return `${name} = ${e.value(clause.is)}`
  if ('atMost' in clause) return `${name} <= ${e.value(clause.atMost)}`
  return `${name} IN (${clause.oneOf.map((value) => e.value(value)).join(', ')})`
}
