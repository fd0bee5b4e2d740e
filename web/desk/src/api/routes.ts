import type { routes as filing } from '../../../../functions/filing/contract.ts'
import type { readInbox } from '../../../../functions/inspections/contract.ts'
import type { ReplyOf } from './call.ts'

/** The contracts, in one place: what the desk calls, and the types of what comes back. */
export { type MatterRow, routes as filing } from '../../../../functions/filing/contract.ts'
export { markInboxRead, readInbox } from '../../../../functions/inspections/contract.ts'
export {
  type Me,
  type MyPost,
  type Organ,
  type OrganPosts,
  routes as organs,
} from '../../../../functions/organs/contract.ts'

export type Todo = ReplyOf<typeof filing.todo>
export type InboxMessage = ReplyOf<typeof readInbox>['items'][number]
