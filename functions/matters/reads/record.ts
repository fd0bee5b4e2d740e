import type { EventRow } from '../../../shared/events/chain.ts'
import { ownWords, recordOf } from '../../../shared/events/record.ts'
import type { Table } from '../../../shared/table/table.ts'
import { ownSentences } from '../domain/sentences.ts'
import type { Part } from '../part.ts'
import { matterPk } from '../store.ts'

/** One sentence for an event: of the part that wrote it, or as it says itself. */
export function sentenceOf(parts: readonly Part[], event: Pick<EventRow, 'type' | 'data'>): string {
  const all = [ownSentences, ...parts.map((part) => part.sentences)]
  const say = all.map((sentences) => sentences[event.type]).find((found) => found !== undefined)
  return say ? say(event.data) : ownWords(event)
}

export function matterRecord(table: Table, parts: readonly Part[], id: string, cursor?: string) {
  return recordOf(table, matterPk(id), (event) => sentenceOf(parts, event), cursor)
}
