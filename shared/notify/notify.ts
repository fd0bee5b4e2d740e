import type { Write } from '../table/table.ts'

export interface Message {
  /** Deterministic, so that the same message is stored once: `<clock>#<step>`, `<event id>`. */
  readonly id: string
  /** Account of the receiver. */
  readonly to: string
  /** Plain Chinese, one line; no personal data of commenters. */
  readonly title: string
  readonly body: string
  /** Path in the desk, `/matters/WP-…`. */
  readonly link: string
  readonly at: string
}

/**
 * The `notify` port. The in-app inbox is part of the record, so a message is a write that goes into the sender's own
 * commit: sent exactly once, with the fact that caused it. Mail and chat deliver from the inbox, later.
 */
export interface Notifier {
  messageWrite(message: Message): Write
}
