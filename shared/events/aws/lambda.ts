import { SNSClient } from '@aws-sdk/client-sns'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { readEnv } from '../../config/env.ts'
import { openLog } from '../../observe/log.ts'
import { env } from './env.ts'
import { streamPublisher } from './publisher.ts'

const { TOPIC_ARN, POISON_QUEUE_URL } = readEnv(env, process.env)
const queue = new SQSClient()

/** Stream of the table `matters` → notices. */
export const onEvent = streamPublisher({
  client: new SNSClient(),
  topicArn: TOPIC_ARN,
  async deadLetter(poison) {
    await queue.send(new SendMessageCommand({ QueueUrl: POISON_QUEUE_URL, MessageBody: JSON.stringify(poison) }))
  },
  log: openLog('publisher'),
})
