import type * as z from 'zod'
import type { Catalogue as CatalogueSchema } from '../../../../functions/archive/contract.ts'
import type { readInbox } from '../../../../functions/clocks/contract.ts'
import type { Form as FormSchema } from '../../../../functions/filing/contract.ts'
import type { Facts as FactsSchema, routes as matters } from '../../../../functions/matters/contract.ts'
import type { Notice as NoticeSchema, NoticeText as NoticeTextSchema } from '../../../../functions/notices/contract.ts'
import type { ReplyOf } from './call.ts'

/** The contracts, in one place: what the desk calls, and the types of what comes back. */
export {
  DOCUMENT_KIND_NAMES,
  type DocumentView,
  routes as archive,
  SOURCE_NAMES,
} from '../../../../functions/archive/contract.ts'
export { markInboxRead, readInbox } from '../../../../functions/clocks/contract.ts'
export {
  type CommentView,
  DISPOSITION_NAMES,
  GROUP_NAMES,
  KIND_NAMES as COMMENT_KIND_NAMES,
  routes as comments,
  STANCE_NAMES,
} from '../../../../functions/comments/contract.ts'
export {
  type ListedProject,
  type ListView,
  MOST_BYTES,
  routes as coverage,
  STANDING_NAMES,
  type Standing,
  type Summary,
} from '../../../../functions/coverage/contract.ts'
export { type MatterView, routes as filing, STAMP_NAMES } from '../../../../functions/filing/contract.ts'
export {
  type Act,
  DECIDED_AT_NAMES,
  KIND_NAMES,
  LEVEL_NAMES,
  type MatterRow,
  OPINION_NAMES,
  routes as matters,
  STAMPS,
  STATE_NAMES,
  type StampName,
  TRACK_NAMES,
} from '../../../../functions/matters/contract.ts'
export { CHANNEL_NAMES, routes as notices, spokenClosing } from '../../../../functions/notices/contract.ts'
export {
  type Me,
  type MyPost,
  type Organ,
  type OrganPosts,
  routes as organs,
} from '../../../../functions/organs/contract.ts'

export type Todo = ReplyOf<typeof matters.todo>
export type InboxMessage = ReplyOf<typeof readInbox>['items'][number]
export type Facts = z.infer<typeof FactsSchema>
export type FilingFormContent = z.infer<typeof FormSchema>
export type Notice = z.infer<typeof NoticeSchema>
export type NoticeText = z.infer<typeof NoticeTextSchema>
export type Catalogue = z.infer<typeof CatalogueSchema>
