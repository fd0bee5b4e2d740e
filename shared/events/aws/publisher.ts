import { type BatchResultErrorEntry, PublishBatchCommand, type SNSClient } from '@aws-sdk/client-sns'
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { errorFields } from '../../observe/error.ts'
import type { Log } from '../../observe/observe.ts'
import { sha256 } from '../../signing/hash.ts'
import { type Attributes, toItem } from '../../table/dynamo/values.ts'
import type { Notice } from '../events.ts'
import { noticeOf } from '../notice.ts'

/** A record that no retry can help. It holds nothing but where the row is. */
export interface Poison {
  readonly eventId: string
  readonly pk: string
  readonly sk: string
  /** Name of the error or SNS's code. */
  readonly error: string
}

export interface PublisherOptions {
  readonly client: SNSClient
  /** A FIFO topic. Subscriptions filter by the message attribute `type`, by prefix. */
  readonly topicArn: string
  /** Where poison goes, so that it does not hold up its shard for a day. Throws to have the record tried again. */
  readonly deadLetter: (poison: Poison) => Promise<void>
  readonly log: Log
}

interface Told {
  readonly index: number
  readonly record: DynamoDBRecord
  readonly notice: Notice
}

/** What a notice is made of; nothing else of the row is read here. */
const NOTICE_ATTRIBUTES = ['pk', 'sk', 'type', 'seq'] as const

/** Most entries that PublishBatch takes. */
const BATCH = 10

/**
 * Handler of the table's stream: publishes the notice of each inserted row. Answers with the first record that failed,
 * so that the stream is read again from there on; what was published already is dropped by SNS (within five minutes)
 * or has no second effect at the consumers.
 */
export function streamPublisher(
  options: PublisherOptions,
): (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse> {
  const { log } = options
  return async ({ Records: records }) => {
    const failed: number[] = []
    const told: Told[] = []
    const bury = async (index: number, error: string) => {
      const record = records[index] as DynamoDBRecord
      log.error('PARKED', { consumer: 'publisher', error })
      await options.deadLetter(poisonOf(record, error)).catch((problem) => {
        log.error('FAULT', { consumer: 'publisher', ...errorFields(problem) })
        failed.push(index)
      })
    }
    for (const [index, record] of records.entries()) {
      try {
        const notice = read(record)
        if (notice) told.push({ index, record, notice })
      } catch (error) {
        await bury(index, errorFields(error).error ?? 'Error')
      }
    }
    for (let from = 0; from < told.length && failed.length === 0; from += BATCH) {
      const batch = told.slice(from, from + BATCH)
      for (const { index, error } of await publish(options, batch)) {
        if (error.poison) await bury(index, error.code)
        else failed.push(index)
      }
    }
    const first = failed.length > 0 ? records[Math.min(...failed)] : undefined
    log.info('COMPLETED', { consumer: 'publisher', count: told.length })
    return { batchItemFailures: first ? [{ itemIdentifier: first.dynamodb?.SequenceNumber ?? '' }] : [] }
  }
}

function read(record: DynamoDBRecord): Notice | undefined {
  const image = record.dynamodb?.NewImage
  if (record.eventName !== 'INSERT' || !image) return undefined
  const few = Object.fromEntries(NOTICE_ATTRIBUTES.flatMap((name) => (image[name] ? [[name, image[name]]] : [])))
  const notice = noticeOf(toItem(few as Attributes))
  // As a row without a chain it would pass by everybody who reacts in order, and nobody would know.
  if (notice?.sk.startsWith('EVENT#') && notice.seq < 1) throw new TypeError('an event without a number')
  return notice
}

async function publish({ client, topicArn, log }: PublisherOptions, batch: readonly Told[]) {
  const all = (code: string) => batch.map(({ index }) => ({ index, error: { code, poison: false } }))
  try {
    const entries = batch.map(({ notice }, i) => entryOf(String(i), notice))
    const { Failed = [] } = await client.send(
      new PublishBatchCommand({ TopicArn: topicArn, PublishBatchRequestEntries: entries }),
    )
    if (Failed.length > 0) log.warn('RETRY', { consumer: 'publisher', count: Failed.length, error: codeOf(Failed[0]) })
    return Failed.map((entry) => ({
      index: (batch[Number(entry.Id)] as Told).index,
      error: {
        code: codeOf(entry),
        poison: entry.SenderFault === true && codeOf(entry).startsWith('InvalidParameter'),
      },
    }))
  } catch (error) {
    log.warn('RETRY', { consumer: 'publisher', count: batch.length, ...errorFields(error) })
    return all(errorFields(error).error ?? 'Error')
  }
}

const codeOf = (entry: BatchResultErrorEntry | undefined) => entry?.Code ?? 'Unknown'

/** Groups and keys may hold any character and 2 KB; SNS takes 128 characters of ASCII: hence the digests. */
export function entryOf(id: string, notice: Notice) {
  return {
    Id: id,
    Message: JSON.stringify(notice),
    MessageGroupId: sha256(notice.group),
    MessageDeduplicationId: sha256(JSON.stringify([notice.pk, notice.sk, notice.seq])),
    MessageAttributes: { type: { DataType: 'String', StringValue: notice.type } },
  }
}

function poisonOf(record: DynamoDBRecord, error: string): Poison {
  const keys = record.dynamodb?.Keys
  return { eventId: record.eventID ?? '', pk: keys?.pk?.S ?? '', sk: keys?.sk?.S ?? '', error }
}
