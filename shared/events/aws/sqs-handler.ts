import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { errorFields } from '../../observe/error.ts'
import type { Log } from '../../observe/observe.ts'
import type { Consumer } from '../events.ts'
import { noticeFrom } from './message.ts'

/**
 * Handler of a consumer's FIFO queue. Groups run side by side; within a group the first failure fails all that come
 * after it, so that none of them overtakes. The queue then tries again after its visibility time-out, which is the
 * back-off, and moves a message to the dead-letter queue after its `maxReceiveCount`.
 */
export function sqsHandler(consumer: Consumer, log: Log): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async ({ Records: records }) => {
    const groups = Map.groupBy(records, (record) => record.attributes.MessageGroupId ?? record.messageId)
    const failed = await Promise.all([...groups.values()].map((group) => inOrder(consumer, log, group)))
    return { batchItemFailures: failed.flat().map((itemIdentifier) => ({ itemIdentifier })) }
  }
}

/** @returns the messages from the first failure on. */
async function inOrder(consumer: Consumer, log: Log, group: readonly SQSRecord[]): Promise<string[]> {
  for (const [index, record] of group.entries()) {
    try {
      await consumer.consume(noticeFrom(record.body))
    } catch (error) {
      const attempt = Number(record.attributes.ApproximateReceiveCount)
      log.warn('RETRY', { consumer: consumer.name, attempt, ...errorFields(error) })
      return group.slice(index).map(({ messageId }) => messageId)
    }
  }
  return []
}
