import { type BoundRoute, bind } from '../../shared/http/bind.ts'
import type { Clock } from '../../shared/kernel/clock.ts'
import { Refusal } from '../../shared/kernel/refusal.ts'
import { type InboxMessage, listInbox, markRead } from '../../shared/notify/inbox.ts'
import type { Table } from '../../shared/table/table.ts'
import { markInboxRead, readInbox } from './contract.ts'

/** How many of the newest messages are looked at to count the unread ones. */
const COUNTED = 100

export function http({ table, now }: { readonly table: Table; readonly now: Clock }): readonly BoundRoute[] {
  return [
    // The account comes from the token alone: there is no way to ask for another's messages.
    bind(readInbox, async ({ query }, { account }) => {
      const [page, unread] = await Promise.all([
        listInbox(table, account, query),
        listInbox(table, account, { limit: COUNTED, unread: true }),
      ])
      return { items: page.messages.map(view), unread: unread.messages.length, cursor: page.cursor ?? null }
    }),
    bind(markInboxRead, async ({ params }, { account }) => {
      if (!(await markRead(table, account, params.message, now().toISOString()))) {
        throw new Refusal('not-found', '没有找到这条消息')
      }
      return undefined
    }),
  ]
}

function view({ id, title, body, link, at, readAt }: InboxMessage) {
  return { id, title, body, link, at, readAt }
}
