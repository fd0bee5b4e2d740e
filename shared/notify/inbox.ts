import * as z from 'zod'
import { indexPage } from '../table/index-read.ts'
import { GuardFailed, type Item, type Table, type Write } from '../table/table.ts'
import type { Message, Notifier } from './notify.ts'

/** A message in the inbox. */
export const InboxMessage = z.object({
  /** The message's own id. */
  id: z.string(),
  to: z.string(),
  title: z.string(),
  body: z.string(),
  link: z.string(),
  at: z.string(),
  /** ISO instant; null while unread. */
  readAt: z.string().nullable(),
})
export type InboxMessage = z.infer<typeof InboxMessage>

export interface InboxPage {
  readonly messages: readonly InboxMessage[]
  readonly cursor?: string
}

const inboxOf = (account: string) => `INBOX#${account}`

/**
 * Where a message lies: under its receiver, by its id alone. The same id is one item whatever its `at` says, so a
 * sender that tries again a minute later, with a later `at`, cannot send twice. The order by time is the index's.
 */
const keyOf = (account: string, id: string) => ({ pk: inboxOf(account), sk: `MESSAGE#${id}` })

/** All of a message is what its list shows; `readAt` stands beside it too, for guards. */
function itemOf(message: InboxMessage): Item {
  const { id, to, at, readAt } = message
  return { ...keyOf(to, id), row: message, readAt, organPk: inboxOf(to), organSk: `${at}#${id}` }
}

/** The first release kept the fields beside the keys. */
const messageIn = (item: Item): InboxMessage => InboxMessage.parse(item.row ?? item)

/** The in-app inbox. A message that is there already fails its guard, and with it the sender's commit. */
export function inboxNotifier(): Notifier {
  return {
    messageWrite({ id, to, title, body, link, at }: Message): Write {
      return { put: itemOf({ id, to, title, body, link, at, readAt: null }), when: 'absent' }
    },
  }
}

/**
 * Messages of an account, latest first. The index may lag behind by a moment. With `unread` a page may be empty and
 * still have a cursor.
 * @param options.limit messages looked at; 50 by default
 */
export async function listInbox(
  table: Table,
  account: string,
  options: { readonly cursor?: string; readonly limit?: number; readonly unread?: boolean } = {},
): Promise<InboxPage> {
  const page = await indexPage(table, {
    index: 'byOrgan',
    pk: inboxOf(account),
    reverse: true,
    limit: options.limit ?? 50,
    ...(options.cursor ? { cursor: options.cursor } : {}),
  })
  const messages = page.items.map(messageIn).filter(({ readAt }) => !options.unread || readAt === null)
  return { messages, ...(page.cursor ? { cursor: page.cursor } : {}) }
}

/** For those who mark within a commit of their own. Fails its guard when it has been read meanwhile. */
export function markReadWrite(message: InboxMessage, at: string): Write {
  return { put: itemOf({ ...message, readAt: at }), when: [{ attribute: 'readAt', is: null }] }
}

/**
 * Marks a message as read; the first time stays.
 * @returns false if the account has no such message
 */
export async function markRead(table: Table, account: string, id: string, at: string): Promise<boolean> {
  const item = await table.get(keyOf(account, id))
  const message = item && messageIn(item)
  if (!message || message.readAt !== null) return message !== undefined
  try {
    await table.commit([markReadWrite(message, at)])
  } catch (error) {
    // Another window marked it at the same moment.
    if (!(error instanceof GuardFailed)) throw error
  }
  return true
}
