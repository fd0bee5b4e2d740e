import type { Item } from '../table/table.ts'
import type { Notice } from './events.ts'

/**
 * The notice of a newly inserted item, or undefined where there is none. Events of a chain have one, grouped by their
 * subject so that they go one after the other. So have rows with a `type` of their own, such as comments, grouped by
 * their own key: they do not wait for each other.
 */
export function noticeOf(item: Item): Notice | undefined {
  if (typeof item.type !== 'string') return undefined
  const chained = item.sk.startsWith('EVENT#')
  return {
    group: chained ? item.pk : `${item.pk}|${item.sk}`,
    pk: item.pk,
    sk: item.sk,
    type: item.type,
    seq: chained && typeof item.seq === 'number' ? item.seq : 0,
  }
}
