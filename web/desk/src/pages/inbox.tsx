import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'wouter'
import { useCommand, useRead } from '../api/hooks.ts'
import { type InboxMessage, markInboxRead, readInbox } from '../api/routes.ts'
import { PageHead } from '../pieces/page-head.tsx'
import { PageState } from '../pieces/page-state.tsx'
import { shortInstant } from '../pieces/times.ts'

/** The inbox, newest first, twenty at a time. A message is read when it is opened. */
export default function InboxPage() {
  const [cursors, setCursors] = useState<readonly string[]>([])
  const cursor = cursors.at(-1)
  const read = useRead(readInbox, { query: { limit: 20, ...(cursor ? { cursor } : {}) } }, { keepLast: true })
  return (
    <>
      <PageHead title="消息" />
      <section className="sheet">
        <PageState
          read={read}
          what="消息"
          shape="list"
          empty={{
            when: (inbox) => inbox.items.length === 0,
            title: '还没有消息',
            how: '期限将到、已经逾期，或者您的岗位有变动时，消息会到这里。等您办的事在「待办」里。',
          }}
        >
          {(inbox) => (
            <>
              <ul className="rows">
                {inbox.items.map((message) => (
                  <MessageRow key={message.id} message={message} />
                ))}
              </ul>
              <p className="pager">
                {cursors.length > 0 && <Button onClick={() => setCursors(cursors.slice(0, -1))}>较新的</Button>}
                {inbox.cursor && (
                  <Button onClick={() => setCursors([...cursors, inbox.cursor as string])}>更早的</Button>
                )}
              </p>
            </>
          )}
        </PageState>
      </section>
    </>
  )
}

function MessageRow({ message }: { message: InboxMessage }) {
  const { run } = useCommand(markInboxRead)
  // Not being able to note it as read is no reason to keep anybody from reading: the message stays unread.
  const opened = () => void (message.readAt === null && run({ params: { message: message.id } }).catch(() => undefined))
  return (
    <li>
      <div className="what">
        <Link href={message.link} onClick={opened}>
          {message.readAt === null && <span className="unread">未读</span>}
          {message.title}
        </Link>
        <div className="quiet">{message.body}</div>
      </div>
      <time className="quiet number" dateTime={message.at}>
        {shortInstant(new Date(message.at), new Date())}
      </time>
      {message.readAt === null && <Button onClick={opened}>记为已读</Button>}
    </li>
  )
}
