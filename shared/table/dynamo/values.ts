import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { Json } from '../../kernel/canonical.ts'
import type { Item, Key } from '../table.ts'

/*
 * Our own, as the SDK's util-dynamodb refuses a map with an attribute named `constructor`, and rounds or turns to BigInt
 * what we read. It has less to do, too: limits were checked before, so what comes here is JSON.
 */

export type Attributes = Record<string, AttributeValue>

export const keyAttributes = ({ pk, sk }: Key): Attributes => ({ pk: { S: pk }, sk: { S: sk } })

export function toAttributes(item: { readonly [attribute: string]: Json }): Attributes {
  const attributes: Attributes = {}
  for (const name of Object.keys(item)) attributes[name] = toAttribute(item[name] as Json)
  return attributes
}

export function toItem(attributes: Attributes): Item {
  return toMap(attributes) as Item
}

export function toAttribute(value: Json): AttributeValue {
  if (typeof value === 'string') return { S: value }
  if (typeof value === 'number') return { N: String(value) }
  if (typeof value === 'boolean') return { BOOL: value }
  if (value === null) return { NULL: true }
  if (Array.isArray(value)) return { L: value.map(toAttribute) }
  return { M: toAttributes(value as { readonly [attribute: string]: Json }) }
}

function toMap(attributes: Attributes): { [attribute: string]: Json } {
  const map: { [attribute: string]: Json } = {}
  for (const name of Object.keys(attributes)) map[name] = toJson(attributes[name] as AttributeValue)
  return map
}

/** @throws TypeError for sets and binaries: no adapter of ours writes them. */
function toJson(value: AttributeValue): Json {
  if (value.S !== undefined) return value.S
  if (value.N !== undefined) return readNumber(value.N)
  if (value.BOOL !== undefined) return value.BOOL
  if (value.NULL !== undefined) return null
  if (value.L !== undefined) return value.L.map(toJson)
  if (value.M !== undefined) return toMap(value.M)
  throw new TypeError(`an attribute of type ${Object.keys(value)[0]} is not JSON`)
}

/** We write safe integers only; what others wrote and JavaScript would round stays the decimal text that it is. */
function readNumber(text: string): number | string {
  const number = Number(text)
  return /^-?\d+$/.test(text) && Number.isSafeInteger(number) ? number : text
}
