import type { Table } from '../../shared/table/table.ts'

type Call = Exclude<keyof Table, 'scan'>

/**
 * The same table. `after` hears of each call, with what it was given and what came back, before the caller has it.
 * Whatever the port can do is watched, but for `scan`.
 */
export function watched(
  table: Table,
  after: (call: Call, given: unknown, result: unknown) => void | Promise<void>,
): Table {
  return new Proxy(table, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name)
      if (typeof method !== 'function' || name === 'scan') return method
      return async (...given: unknown[]) => {
        const result: unknown = await method.apply(target, given)
        await after(name as Call, given[0], result)
        return result
      }
    },
  })
}

/** How many items a read brought. */
export function itemsOf(result: unknown): number {
  if (result === undefined) return 0
  if (Array.isArray(result)) return result.filter((item) => item !== undefined).length
  const { items } = result as { readonly items?: readonly unknown[] }
  return items === undefined ? 1 : items.length
}
