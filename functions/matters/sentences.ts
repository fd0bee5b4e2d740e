import type { Sentence } from './part.ts'

const reason: Sentence = (data) => (typeof data.reason === 'string' && data.reason !== '' ? `:${data.reason}` : '')

/** Of the matter's own events. The first release wrote them under filing's name and the clocks' under another: for ever readable. */
export const ownSentences: Readonly<Record<string, Sentence>> = {
  'matters.registered': () => '登记事项',
  'filing.registered': () => '登记事项',
  'matters.cancelled': (data) => `取消事项${reason(data)}`,
  'filing.cancelled': (data) => `取消事项${reason(data)}`,
  'clocks.recomputed': () => '放假安排已载入,重新推算到期日',
  'inspections.clock-recomputed': () => '放假安排已载入,重新推算到期日',
}
