import { GuardFailed, type Item, type Table, type Write } from '../table/table.ts'
import type { Message, Notifier } from './notify.ts'

/** A message as it lies in the inbox. */
export interface InboxItem extends Item {
  /** The message's own id. */
  readonly id: string
  readonly to: string
  readonly title: string
  readonly body: string
  readonly link: string
  readonly at: string
  /** ISO instant; null while unread. */
  readonly readAt: string | null
}

export interface InboxPage {
  readonly messages: readonly InboxItem[]
  readonly cursor?: string
}

const inboxOf = (account: string) => `INBOX#${account}`

/**
 * Where a message lies: under its receiver, by its id alone. The same id is one item whatever its `at` says, so a
 * sender that tries again a minute later, with a later `at`, cannot send twice. The order by time is the index's.
 */
const keyOf = (account: string, id: string) => ({ pk: inboxOf(account), sk: `MESSAGE#${id}` })

/** The in-app inbox. A message that was sent before fails its guard, and with it the sender's whole commit. */
export function inboxNotifier(): Notifier {
  return {
    messageWrite(message: Message): Write {
      const { id, to, title, body, link, at } = message
      const put: InboxItem = {
        ...keyOf(to, id),
        id,
        to,
        title,
        body,
        link,
        at,
        readAt: null,
        organPk: inboxOf(to),
        organSk: `${at}#${id}`,
      }
      return { put, when: 'absent' }
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
  const page = await table.query({
    index: 'byOrgan',
    pk: inboxOf(account),
    reverse: true,
    limit: options.limit ?? 50,
    ...(options.cursor ? { cursor: options.cursor } : {}),
    ...(options.unread ? { filter: [{ attribute: 'readAt', is: null }] } : {}),
  })
  return { messages: page.items as readonly InboxItem[], ...(page.cursor ? { cursor: page.cursor } : {}) }
}

/** For those who mark within a commit of their own. Fails its guard when it has been read meanwhile. */
export function markReadWrite(message: InboxItem, at: string): Write {
  return { put: { ...message, readAt: at }, when: [{ attribute: 'readAt', is: null }] }
}

/**
 * Marks a message as read; the first time stays.
 * @returns false if the account has no such message
 */
export async function markRead(table: Table, account: string, id: string, at: string): Promise<boolean> {
  const message = (await table.get(keyOf(account, id))) as InboxItem | undefined
  if (!message || message.readAt !== null) return message !== undefined
  try {
    await table.commit([markReadWrite(message, at)])
  } catch (error) {
    // Another window marked it at the same moment.
    if (!(error instanceof GuardFailed)) throw error
  }
  return true
}
