import type { TableDefinition } from './definition.ts'
import { attributesSize, sizeOf, textSize } from './size.ts'
import { type Clause, type Item, type Key, type Query, TableLimit, type When, type Write } from './table.ts'

/** DynamoDB's limits, held by every adapter so that what one machine stores can move to AWS. */
export const LIMITS = {
  partitionKeyBytes: 2048,
  sortKeyBytes: 1024,
  itemBytes: 400 * 1024,
  commitWrites: 100,
  commitBytes: 4 * 1024 * 1024,
  pageBytes: 1024 * 1024,
  /** Operands of one `IN`. */
  oneOf: 100,
  tokenBytes: 1024,
} as const

/** Key of any write. */
export function keyOf(write: Write): Key {
  return 'put' in write ? write.put : 'delete' in write ? write.delete : write.check
}

export function checkKey(key: Key): void {
  checkKeyPart(key.pk, 'pk', LIMITS.partitionKeyBytes)
  checkKeyPart(key.sk, 'sk', LIMITS.sortKeyBytes)
}

/**
 * @returns bytes of each write, as DynamoDB counts them (deletes and checks count their key)
 * @throws TableLimit
 */
export function checkWrites(definition: TableDefinition, writes: readonly Write[]): number[] {
  if (writes.length === 0) throw new TableLimit('a commit needs a write')
  if (writes.length > LIMITS.commitWrites) throw new TableLimit(`more than ${LIMITS.commitWrites} writes in a commit`)
  const sizes = writes.map((write) => checkWrite(definition, write))
  if (writes.length > 1) {
    if (sizes.reduce((a, b) => a + b) > LIMITS.commitBytes) throw new TableLimit('a commit is larger than 4 MB')
    const keys = new Set(writes.map((write) => JSON.stringify([keyOf(write).pk, keyOf(write).sk])))
    if (keys.size < writes.length) throw new TableLimit('one key twice in a commit')
  }
  return sizes
}

/** The token itself; what it stands for is the adapter's to compare. */
export function checkToken(token: string): void {
  const bytes = textSize(token, 'token')
  if (bytes === 0 || bytes > LIMITS.tokenBytes) throw new TableLimit(`a commit token has 1–${LIMITS.tokenBytes} bytes`)
}

/** @throws TableLimit */
export function checkQuery(definition: TableDefinition, query: Query): void {
  const index = query.index && definition.indexes[query.index]
  const keys = query.index ? index : definition
  if (!keys) throw new TableLimit(`the table ${definition.name} has no index ${query.index}`)
  checkKeyPart(query.pk, keys.partitionKey, LIMITS.partitionKeyBytes)
  if (query.prefix !== undefined && (query.from !== undefined || query.to !== undefined)) {
    throw new TableLimit('a query takes a prefix or a range, not both')
  }
  for (const bound of [query.prefix, query.from, query.to]) {
    // An empty bound is allowed: it bounds nothing, or everything.
    if (bound) checkKeyPart(bound, keys.sortKey, LIMITS.sortKeyBytes)
  }
  if (query.limit !== undefined && !(Number.isSafeInteger(query.limit) && query.limit >= 1)) {
    throw new TableLimit('a page has at least one item')
  }
  for (const { attribute } of query.filter ?? []) {
    // DynamoDB filters after the keys were used, and says so by refusing them here.
    if (attribute === keys.partitionKey || attribute === keys.sortKey) {
      throw new TableLimit(`a filter cannot name the key attribute ${attribute}`)
    }
    if (index && ![...index.projects, 'pk', 'sk'].includes(attribute)) {
      throw new TableLimit(`the index ${query.index} does not hold ${attribute}`)
    }
  }
  checkClauses(query.filter ?? [])
}

function checkWrite(definition: TableDefinition, write: Write): number {
  checkWhen(write.when)
  const key = keyOf(write)
  checkKey(key)
  if (!('put' in write)) return textSize(key.pk, 'pk') + textSize(key.sk, 'sk') + 4
  return checkItem(definition, write.put)
}

function checkItem(definition: TableDefinition, item: Item): number {
  const size = attributesSize(item, 'item', 0)
  if (size > LIMITS.itemBytes) throw new TableLimit(`an item is larger than 400 KB (${size} bytes)`)
  for (const { partitionKey, sortKey } of Object.values(definition.indexes)) {
    if (Object.hasOwn(item, partitionKey)) checkKeyPart(item[partitionKey], partitionKey, LIMITS.partitionKeyBytes)
    if (Object.hasOwn(item, sortKey)) checkKeyPart(item[sortKey], sortKey, LIMITS.sortKeyBytes)
  }
  return size
}

function checkKeyPart(value: unknown, name: string, max: number): void {
  if (typeof value !== 'string' || value === '') throw new TableLimit(`${name}: a key is a text that is not empty`)
  if (textSize(value, name) > max) throw new TableLimit(`${name}: a key longer than ${max} bytes`)
}

function checkWhen(when: When): void {
  if (typeof when !== 'string') checkClauses(when)
}

function checkClauses(clauses: readonly Clause[]): void {
  for (const clause of clauses) {
    textSize(clause.attribute, 'clause')
    if ('is' in clause) sizeOf(clause.is, clause.attribute)
    else if ('atMost' in clause) sizeOf(clause.atMost, clause.attribute)
    else if ('oneOf' in clause) {
      if (clause.oneOf.length === 0 || clause.oneOf.length > LIMITS.oneOf) {
        throw new TableLimit(`${clause.attribute}: oneOf takes 1–${LIMITS.oneOf} values`)
      }
      for (const value of clause.oneOf) sizeOf(value, clause.attribute)
    }
  }
}
