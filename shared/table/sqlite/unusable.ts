/** The data cannot be opened: an operator must act. The message is plain Chinese and says what to do. */
export class StoreUnusable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StoreUnusable'
  }
}
