import * as z from 'zod'
import type { Notice } from '../events.ts'

const schema = z.strictObject({
  group: z.string().min(1),
  pk: z.string().min(1),
  sk: z.string().min(1),
  type: z.string().min(1),
  seq: z.int().min(0),
})

/** SNS's envelope, where raw delivery is off. */
const envelope = z.looseObject({ Type: z.literal('Notification'), Message: z.string() })

/** The body is no notice: a fault of whoever sent it, which no retry helps. */
export class NotANotice extends Error {
  constructor() {
    super('the body is not a notice')
    this.name = 'NotANotice'
  }
}

/** @throws NotANotice */
export function noticeFrom(body: string): Notice {
  const json = parse(body)
  const wrapped = envelope.safeParse(json)
  const notice = schema.safeParse(wrapped.success ? parse(wrapped.data.Message) : json)
  if (!notice.success) throw new NotANotice()
  return notice.data
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new NotANotice()
  }
}
