type Sentence = (data: Readonly<Record<string, unknown>>) => string

const reason: Sentence = (data) => (typeof data.reason === 'string' && data.reason !== '' ? `:${data.reason}` : '')

/**
 * One sentence for each of the matter's own events. The first release wrote some of them under filing's name and the
 * clocks' under another name: both must stay readable for ever.
 */
export const ownSentences: Readonly<Record<string, Sentence>> = {
  'matters.registered': () => '登记事项',
  'filing.registered': () => '登记事项',
  'matters.cancelled': (data) => `取消事项${reason(data)}`,
  'filing.cancelled': (data) => `取消事项${reason(data)}`,
  'clocks.recomputed': () => '放假安排已载入,重新推算到期日',
  'inspections.clock-recomputed': () => '放假安排已载入,重新推算到期日',
}
