import { randomUUID } from 'node:crypto'
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import { Refusal } from '../../kernel/refusal.ts'
import type { DeadLetter, DeadLetters, Notice } from '../events.ts'
import { noticeFrom } from './message.ts'

/** A consumer's FIFO queue and the FIFO queue that its failures are moved to. */
export interface QueuePair {
  readonly consumer: string
  readonly queueUrl: string
  readonly dlqUrl: string
}

/** A message is hidden from others while we look at it, at most for this long. */
const HIDDEN_SECONDS = 60

/** Messages looked at in one call. */
const MOST = 1000

/** A letter whose body cannot be read is listed, too, so that somebody sees it. */
const UNREADABLE: Notice = { group: '', pk: '', sk: '', type: 'unreadable', seq: 0 }

/**
 * Dead letters in SQS. A FIFO queue shows the first messages (up to ten) of each group, so the list may be shorter than
 * the queue; what lies behind comes when those are gone. SQS keeps no reason: `error` is `SeeLog`.
 */
export function openSqsDeadLetters(options: { client: SQSClient; queues: readonly QueuePair[] }): DeadLetters {
  const { client, queues } = options
  return {
    async list(consumer) {
      const letters: DeadLetter[] = []
      for (const queue of queues.filter((q) => consumer === undefined || q.consumer === consumer)) {
        await looking(client, queue.dlqUrl, (message) => {
          letters.push(letterOf(queue.consumer, message))
          return Promise.resolve(false)
        })
      }
      return letters
    },
    async resend(id) {
      const queue = queues.find((q) => id.startsWith(`${q.consumer}/`))
      let sent = false
      if (queue) {
        await looking(client, queue.dlqUrl, async (message) => {
          if (`${queue.consumer}/${message.MessageId}` !== id) return false
          await client.send(
            new SendMessageCommand({
              QueueUrl: queue.queueUrl,
              MessageBody: message.Body,
              MessageGroupId: message.Attributes?.MessageGroupId,
              // SQS would drop the first id as a repetition for five minutes.
              MessageDeduplicationId: randomUUID(),
            }),
          )
          // Send, then delete: a crash between sends it twice, which does no harm. The other way round would lose it.
          await client.send(new DeleteMessageCommand({ QueueUrl: queue.dlqUrl, ReceiptHandle: message.ReceiptHandle }))
          sent = true
          return true
        })
      }
      if (!sent) throw new Refusal('not-found', `没有编号为 ${id} 的死信,可能已经重发过了`)
    },
  }
}

/** Shows each message to `look` until it says that it took one out; then puts the others back. */
async function looking(client: SQSClient, url: string, look: (message: Message) => Promise<boolean>): Promise<void> {
  const held: Message[] = []
  try {
    for (;;) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: HIDDEN_SECONDS,
          // Asks all of SQS's servers, not a sample of them.
          WaitTimeSeconds: 1,
          MessageSystemAttributeNames: ['All'],
        }),
      )
      held.push(...Messages)
      for (const message of Messages) {
        if (await look(message)) {
          held.splice(held.indexOf(message), 1)
          return
        }
      }
      if (Messages.length === 0 || held.length >= MOST) return
    }
  } finally {
    await showAgain(client, url, held)
  }
}

async function showAgain(client: SQSClient, url: string, held: readonly Message[]): Promise<void> {
  for (let from = 0; from < held.length; from += 10) {
    const Entries = held.slice(from, from + 10).map((message, i) => ({
      Id: String(i),
      ReceiptHandle: message.ReceiptHandle,
      VisibilityTimeout: 0,
    }))
    await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }))
  }
}

function letterOf(consumer: string, message: Message): DeadLetter {
  return {
    id: `${consumer}/${message.MessageId}`,
    consumer,
    notice: readable(message.Body ?? ''),
    attempts: Number(message.Attributes?.ApproximateReceiveCount ?? 0),
    error: 'SeeLog',
    at: new Date(Number(message.Attributes?.SentTimestamp ?? 0)),
  }
}

function readable(body: string): Notice {
  try {
    return noticeFrom(body)
  } catch {
    return UNREADABLE
  }
}
