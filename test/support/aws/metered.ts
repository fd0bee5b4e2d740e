import { MATTERS } from '../../../shared/table/definition.ts'
import type { dynamoClient } from '../../../shared/table/dynamo/client.ts'
import { type Attributes, toItem } from '../../../shared/table/dynamo/values.ts'
import { attributesSize } from '../../../shared/table/size.ts'
import { indexRow } from '../../../shared/table/sqlite/index-rows.ts'
import type { Item } from '../../../shared/table/table.ts'

type Client = ReturnType<typeof dynamoClient>

/** What one action cost, and which keys and indexes it went by, identifiers left out. */
export interface Cost {
  readonly read: number
  /** As the server says. DynamoDB Local is wrong about transactions: it says the same for three rows and for nine. */
  readonly write: number
  /** By AWS's rule from the rows' sizes: 1 for each KB of a row, 2 in a transaction, and 1 for each KB in each index. */
  readonly billed: number
  readonly requests: number
  readonly keys: readonly string[]
}

interface Units {
  readonly ReadCapacityUnits?: number
  readonly WriteCapacityUnits?: number
  readonly CapacityUnits?: number
}
interface Input {
  ReturnConsumedCapacity?: string
  readonly IndexName?: string
  readonly Key?: Row
  readonly Item?: Row
  readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly S?: string }>>
  readonly RequestItems?: Readonly<Record<string, { readonly Keys?: readonly Row[] }>>
  readonly TransactItems?: readonly Readonly<Record<string, { readonly Key?: Row; readonly Item?: Row }>>[]
}
type Row = Readonly<Record<string, { readonly S?: string } | undefined>>

/** Has every request of a client say what it consumed. */
export function meter(client: Client) {
  let cost = { read: 0, write: 0, billed: 0, requests: 0, keys: new Set<string>() }
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const input = args.input as Input
      input.ReturnConsumedCapacity = 'TOTAL'
      const result = await next(args)
      const command = String(context.commandName).replace('Command', '')
      const writes = /Put|Delete|Update|Write/.test(command)
      const said = (result.output as { ConsumedCapacity?: Units | Units[] }).ConsumedCapacity
      for (const units of [said ?? []].flat()) {
        const { CapacityUnits: all = 0 } = units
        if (writes) cost.write += units.WriteCapacityUnits ?? all
        else cost.read += units.ReadCapacityUnits ?? all
      }
      cost.requests++
      if (writes) cost.billed += billed(input)
      for (const key of keysOf(command, input)) cost.keys.add(key)
      return result
    },
    { step: 'initialize', name: 'metered' },
  )
  return {
    /** The cost of what `act` does. */
    async of(act: () => Promise<unknown>): Promise<Cost> {
      cost = { read: 0, write: 0, billed: 0, requests: 0, keys: new Set() }
      await act()
      return { ...cost, keys: [...cost.keys] }
    },
  }
}

function billed({ TransactItems, Item }: Input): number {
  if (!TransactItems) return units(Item, 1)
  return TransactItems.flatMap((item) => Object.values(item)).reduce((sum, w) => sum + units(w.Item, 2), 0)
}

/** A row that is removed or only looked at counts as one KB. */
function units(row: Row | undefined, times: number): number {
  if (!row) return times
  const item = toItem(row as Attributes)
  const held = Object.values(MATTERS.indexes).flatMap((index) => indexRow(index, item)?.size ?? [])
  return kb(attributesSize(item, 'row', 0)) * times + held.reduce((sum, size) => sum + kb(size), 0)
}

const kb = (bytes: number) => Math.ceil(bytes / 1024)

/** Of each kind of row in an index, the largest seen: what the index holds of it, and the item itself. */
export function indexBytes() {
  const most = new Map<string, { held: number; item: number }>()
  return {
    most,
    async look(items: AsyncIterable<Item>): Promise<void> {
      for await (const item of items) {
        for (const [name, index] of Object.entries(MATTERS.indexes)) {
          const held = indexRow(index, item)?.size ?? 0
          const kind = `${name} | \`${masked(String(item[index.partitionKey]))}\``
          if (held > (most.get(kind)?.held ?? 0)) most.set(kind, { held, item: attributesSize(item, 'row', 0) })
        }
      }
    },
  }
}

function keysOf(command: string, input: Input): string[] {
  if (input.TransactItems)
    return input.TransactItems.flatMap((item) => Object.values(item)).map((w) => shape('write', w.Item ?? w.Key))
  if (input.RequestItems)
    return Object.values(input.RequestItems).flatMap(({ Keys = [] }) => Keys.map((key) => shape('get', key)))
  if (input.Item || input.Key) return [shape(/Put|Delete/.test(command) ? 'write' : 'get', input.Item ?? input.Key)]
  const values = Object.values(input.ExpressionAttributeValues ?? {}).flatMap(({ S }) => (S === undefined ? [] : [S]))
  return [`query ${input.IndexName ?? 'table'}: ${values.map(masked).join(' · ')}`]
}

const shape = (verb: string, row: Row | undefined) =>
  `${verb} ${masked(row?.pk?.S ?? '')} / ${masked(row?.sk?.S ?? '')}`

/** `MATTER#WP-6207…#3` → `MATTER#…`: what stays is what the keys are made of. */
const masked = (key: string) =>
  key.replace(/^([A-Za-z-]*[#/]?).*$/s, (_, kind: string) => (kind === key ? key : `${kind}…`))
