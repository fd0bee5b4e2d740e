import type { Table } from '../table/table.ts'
import { type EventRow, eventKey } from './chain.ts'

const PAGE = 50

/** A chain as people read it, latest first: the audit record itself, not a copy of it. */
export async function recordOf(
  table: Pick<Table, 'query'>,
  pk: string,
  say: (event: Pick<EventRow, 'type' | 'data'>) => string,
  cursor?: string,
) {
  const range = { from: eventKey(0), to: 'EVENT#99999999', reverse: true, limit: PAGE }
  const page = await table.query({ pk, ...range, ...(cursor ? { cursor } : {}) })
  const events = page.items.map((item) => {
    const event = item as EventRow
    return {
      seq: event.seq,
      type: event.type,
      what: say(event),
      who: String(event.by.name),
      organName: String(event.by.organName),
      at: event.at,
      standingIn: String(event.by.standingIn ?? ''),
      hash: event.hash,
    }
  })
  return { events, ...(page.cursor ? { cursor: page.cursor } : {}) }
}

/** For chains whose events say what happened themselves. */
export const ownWords = ({ type, data }: Pick<EventRow, 'type' | 'data'>) => String(data.what ?? type)
