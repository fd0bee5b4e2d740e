/**
 * A notice says that something happened, never what: consumers read the rows. At least once, in no promised order
 * across a commit's items; order comes from `seq`.
 */
export interface Notice {
  /** FIFO group: the subject's partition key, or the row's own id where rows do not depend on each other. */
  readonly group: string
  readonly pk: string
  readonly sk: string
  /** Event type (`filing.submitted`) or row type (`comment.received`). */
  readonly type: string
  /** Number of the event in its chain; 0 for rows outside a chain. */
  readonly seq: number
}

/** Consumes notices; throws to have the notice tried again with back-off. After `maxAttempts` its group is parked. */
export interface Consumer {
  /** Feature name: one queue each. */
  readonly name: string
  /** Only notices whose type starts with one of these are delivered. */
  readonly types: readonly string[]
  readonly consume: (notice: Notice) => Promise<void>
}

export interface DeadLetter {
  readonly id: string
  readonly consumer: string
  readonly notice: Notice
  readonly attempts: number
  /** Name of the error, never its message: messages might hold data. */
  readonly error: string
  readonly at: Date
}

/** What an operator does with notices that failed for good. A parked group delivers nothing until it is resumed. */
export interface DeadLetters {
  list(consumer?: string): Promise<readonly DeadLetter[]>
  /** Sends it again; the group goes on from there. */
  resend(id: string): Promise<void>
}
