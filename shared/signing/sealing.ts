/** Who may open: each has a key pair, and the server that seals needs the public half alone. */
export type Recipient = 'contacts' | 'accusations'

/**
 * The `sealing` port: personal data and accusations are encrypted on arrival (JWE), so that a disk, a backup or a log
 * reveals nothing of them.
 */
export interface Sealer {
  seal(recipient: Recipient, text: string): Promise<string>
  /** @throws Refusal `forbidden` when this installation does not hold the private half */
  open(recipient: Recipient, jwe: string): Promise<string>
}
