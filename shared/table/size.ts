import { TableLimit } from './table.ts'

/**
 * Lists and maps within each other, the attribute's own counted. DynamoDB says 32 levels and counts the value inside the
 * innermost as one. Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
const MAX_DEPTH = 31

/**
 * Bytes that a value occupies as DynamoDB counts them, checking on the way that it is JSON that every adapter keeps to
 * the letter. Strings: UTF-8; numbers: half a byte a digit and one; null and booleans: one; lists and maps: three, one
 * for each entry, and the entries. Source: DynamoDB developer guide, "item sizes and formats".
 * @throws TableLimit naming the attribute, never the value.
 */
export function sizeOf(value: unknown, path: string, depth = 0): number {
  switch (typeof value) {
    case 'string':
      return textSize(value, path)
    case 'number':
      if (!Number.isSafeInteger(value)) throw new TableLimit(`${path}: not a safe integer; decimals are strings`)
      return numberSize(value)
    case 'boolean':
      return 1
    case 'object':
      if (value === null) return 1
      if (depth === MAX_DEPTH) throw new TableLimit(`${path}: nested deeper than ${MAX_DEPTH} levels`)
      return Array.isArray(value) ? listSize(value, path, depth) : mapSize(value, path, depth)
    default:
      throw new TableLimit(`${path}: ${typeof value} cannot be stored`)
  }
}

/** Attributes with their names: an item as a whole, or what is inside a map. */
export function attributesSize(item: object, path: string, depth: number): number {
  const prototype = Object.getPrototypeOf(item)
  if (prototype !== Object.prototype && prototype !== null) throw new TableLimit(`${path}: not a plain object`)
  let size = 0
  for (const name of Object.keys(item)) {
    // `__proto__` would be lost when a client library rebuilds the object by assignment.
    if (name === '' || name === '__proto__') throw new TableLimit(`${path}: an attribute name that cannot be stored`)
    size += textSize(name, path)
    size += sizeOf((item as Record<string, unknown>)[name], depth === 0 ? name : path, depth)
  }
  return size
}

export function textSize(text: string, path: string): number {
  if (!text.isWellFormed()) throw new TableLimit(`${path}: unpaired surrogate`)
  return Buffer.byteLength(text)
}

function listSize(list: readonly unknown[], path: string, depth: number): number {
  let size = 3 + list.length
  // By index: a hole is an undefined, which forEach would skip.
  for (let i = 0; i < list.length; i++) size += sizeOf(list[i], path, depth + 1)
  return size
}

function mapSize(map: object, path: string, depth: number): number {
  return 3 + Object.keys(map).length + attributesSize(map, path, depth + 1)
}

function numberSize(value: number): number {
  const written = String(Math.abs(value))
  let digits = written.length
  while (written[digits - 1] === '0') digits--
  return Math.ceil(digits / 2) + 1 + (value < 0 ? 1 : 0)
}
