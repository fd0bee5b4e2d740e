import type { ReplyOf } from './call.ts'
import type * as expected from './expected.ts'

/** Every route that the desk's own frame calls; pages import their feature's contract themselves. */
export { inbox, me, search, todo } from './expected.ts'

export type Me = ReplyOf<typeof expected.me>
export type MyPost = Me['posts'][number]
export type Found = ReplyOf<typeof expected.search>['items'][number]
export type TodoRow = ReplyOf<typeof expected.todo>['mine'][number]
export type InboxMessage = ReplyOf<typeof expected.inbox>['messages'][number]
