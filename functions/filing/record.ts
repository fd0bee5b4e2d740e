import { type EventRow, eventKey } from '../../shared/events/chain.ts'
import type { Table } from '../../shared/table/table.ts'
import { STAMP_NAMES, type StampName } from './domain/stamps.ts'
import { matterPk } from './store.ts'

type Say = (data: Readonly<Record<string, unknown>>) => string

const words = (value: unknown) => (typeof value === 'string' && value !== '' ? `:${value}` : '')
const stampName = (value: unknown) => STAMP_NAMES[value as StampName] ?? '签章'

/** One sentence for each kind of event, as the record shows it. Other features' events say it in `data.what`. */
const SENTENCES: Readonly<Record<string, Say>> = {
  'filing.registered': () => '登记事项',
  'filing.form-saved': (d) => `保存报备表(第 ${d.revision} 稿)`,
  'filing.finished': (d) => `完成报告,报备表定稿(第 ${d.revision} 稿)`,
  'filing.revised': () => '撤回修改,原签章作废',
  'filing.cancelled': (d) => `取消事项${words(d.reason)}`,
  'filing.stamped': (d) => `签「${stampName(d.stamp)}」${d.way === 'paper' ? '(纸质盖章,已核对扫描件)' : ''}`,
  'filing.paper-brought': (d) => `提交「${stampName(d.stamp)}」纸质盖章扫描件,待第二人核对`,
  'filing.paper-refused': (d) => `「${stampName(d.stamp)}」扫描件核对不符${words(d.reason)}`,
  'filing.submitted': () => '报送',
  'filing.recalled': () => '撤回报送',
  'filing.accepted': () => '受理',
  'filing.returned': (d) => `退回补正,一次性告知 ${Array.isArray(d.defects) ? d.defects.length : 0} 处`,
  'filing.refused': (d) => `不予备案${words(d.reason)}`,
  'filing.filed': (d) => `备案${words(d.filingNumber)}`,
}

export function sentenceOf(event: Pick<EventRow, 'type' | 'data'>): string {
  const say = SENTENCES[event.type]
  return say ? say(event.data) : String(event.data.what ?? event.type)
}

/** The record, latest first. It is the audit chain itself, not a copy of it. */
export async function recordOf(table: Table, id: string, cursor?: string) {
  const range = { from: eventKey(0), to: 'EVENT#99999999', reverse: true, limit: 50 }
  const page = await table.query({ pk: matterPk(id), ...range, ...(cursor ? { cursor } : {}) })
  const events = page.items.map((item) => {
    const event = item as EventRow
    return {
      seq: event.seq,
      type: event.type,
      what: sentenceOf(event),
      who: String(event.by.name),
      organName: String(event.by.organName),
      at: event.at,
      standingIn: String(event.by.standingIn ?? ''),
      hash: event.hash,
    }
  })
  return { events, ...(page.cursor ? { cursor: page.cursor } : {}) }
}
