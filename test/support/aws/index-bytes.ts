import { MATTERS } from '../../../shared/table/definition.ts'
import { attributesSize } from '../../../shared/table/size.ts'
import { indexRow } from '../../../shared/table/sqlite/index-rows.ts'
import type { Item } from '../../../shared/table/table.ts'
import { masked } from './requests.ts'

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
