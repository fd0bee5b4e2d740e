import * as z from 'zod'

/** Settings of the publisher of the change feed. */
export const env = z.strictObject({
  TOPIC_ARN: z.string().startsWith('arn:'),
  POISON_QUEUE_URL: z.url(),
})
