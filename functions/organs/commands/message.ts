import { eventKey } from '../../../shared/events/chain.ts'
import type { Write } from '../../../shared/table/table.ts'
import type { Post } from '../domain/post.ts'
import type { OrganSubject } from '../store.ts'
import type { Deps } from './deps.ts'

export interface Message {
  readonly to: string
  readonly title: string
  readonly body: string
}

/** The inbox message to whoever comes into a post: part of the commit that puts the person there. */
export function messageWrite(deps: Deps, { head, state }: OrganSubject, post: Post, message: Message, at: Date): Write {
  return deps.notifier.messageWrite({
    ...message,
    id: `${head.pk}#${eventKey(head.seq + 1)}`,
    title: `${message.title}:${state.name}“${post.title}”`,
    link: '/todo',
    at: at.toISOString(),
  })
}
