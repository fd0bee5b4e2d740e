import { CLOCK_PREFIX, ClockRow, pauseClock } from '../../../functions/clocks/offers.ts'
import type { MatterView } from '../../../functions/filing/contract.ts'
import { extend, type Head, SYSTEM } from '../../../shared/events/chain.ts'
import type { Json } from '../../../shared/kernel/canonical.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import type { Play } from './play.ts'

/** No command pauses a clock yet, but the clocks' own contract does: as the feature that will, in a commit on the chain. */
export async function pauseReview({ product }: Play, id: MatterView['id']): Promise<void> {
  const { matters, calendar, now } = product.ports
  const pk = `MATTER#${id}`
  const head = (await matters.get({ pk, sk: 'HEAD' })) as (Head & Record<string, Json>) | undefined
  const clocks = (await matters.query({ pk, prefix: CLOCK_PREFIX })).items.map((item) => ClockRow.parse(item))
  const running = clocks.find((clock) => clock.state === 'running')
  if (!head || !running) throw new Error(`${id} has no clock that runs`)
  const { pk: _pk, sk: _sk, version: _version, seq: _seq, hash: _hash, ...state } = head
  const reason = '示例：等待有关单位补充情况'
  const { rows, others } = pauseClock(running, { today: dateInShanghai(now()), reason, calendar })
  const data = { what: `期限暂停：${reason}` }
  const at = now().toISOString()
  await matters.commit(extend(pk, head, { state, type: 'clocks.paused', by: SYSTEM, at, data, rows, others }).writes)
}
