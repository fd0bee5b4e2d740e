import { eventKey } from '../../../shared/events/chain.ts'
import type { Write } from '../../../shared/table/table.ts'
import type { Post } from '../domain/post.ts'
import type { OrganSubject } from '../store.ts'
import type { Deps } from './deps.ts'

/** The inbox message to who comes into a post: part of the commit that puts the person there. */
export function tell(
  deps: Deps,
  { head, state }: OrganSubject,
  post: Post,
  message: { readonly to: string; readonly title: string; readonly body: string; readonly at: Date },
): Write {
  return deps.notifier.messageWrite({
    ...message,
    id: `${head.pk}#${eventKey(head.seq + 1)}`,
    title: `${message.title}:${state.name}“${post.title}”`,
    link: '/todo',
    at: message.at.toISOString(),
  })
}
