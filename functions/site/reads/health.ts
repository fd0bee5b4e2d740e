import { Refusal } from '../../../shared/kernel/refusal.ts'
import { errorFields } from '../../../shared/observe/error.ts'
import type { Log } from '../../../shared/observe/observe.ts'
import type { Table } from '../../../shared/table/table.ts'
import type { Health } from '../contract.ts'
import { HEALTH } from '../store.ts'

export interface HealthDeps {
  readonly matters: Pick<Table, 'get'>
  readonly log: Log
}

/**
 * Does the store read? Everybody may ask, so the answer is yes or no: what went wrong is in the log.
 * @throws Refusal `unavailable`
 */
export async function health({ matters, log }: HealthDeps): Promise<Health> {
  try {
    await matters.get(HEALTH)
    return { status: 'ok' }
  } catch (error) {
    log.error('FAULT', errorFields(error))
    throw new Refusal('unavailable', '系统现在读不到数据，请稍后再试。')
  }
}
