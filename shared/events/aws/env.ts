import * as z from 'zod'

/** What the publisher of the change feed must be told. */
export const env = z.strictObject({
  TOPIC_ARN: z.string().startsWith('arn:'),
  POISON_QUEUE_URL: z.url(),
})
