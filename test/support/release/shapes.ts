import * as z from 'zod'
import { Document } from '../../../functions/archive/domain/document.ts'
import { VolumeHead } from '../../../functions/archive/store.ts'
import { ClockRow, ReminderRow } from '../../../functions/clocks/store-rows.ts'
import { Balance } from '../../../functions/comments/domain/balance.ts'
import {
  AnswerRow,
  Comment,
  LeavesRow,
  Reconciled,
  RootRow,
  ScreenRow,
  SealedRow,
  Seen,
  ThemeRow,
} from '../../../functions/comments/store.ts'
import { CodeRow, ImportRow, ListHead, ProjectHead } from '../../../functions/coverage/store.ts'
import { FormRow } from '../../../functions/filing/store.ts'
import { Matter } from '../../../functions/matters/domain/matter.ts'
import { Stamp } from '../../../functions/matters/domain/stamps.ts'
import { ListRow, TaskRow } from '../../../functions/matters/store.ts'
import { Notice } from '../../../functions/notices/contract.ts'
import { account } from '../../../functions/organs/domain/account.ts'
import { organ } from '../../../functions/organs/domain/organ.ts'
import { post } from '../../../functions/organs/domain/post.ts'
import { InboxMessage } from '../../../shared/notify/inbox.ts'
import type { Item } from '../../../shared/table/table.ts'

/** Where rows lie, and the shape by which the product reads them there. */
interface Shape {
  readonly pk: RegExp
  readonly sk: RegExp
  readonly schema: z.ZodType
}

const row = (pk: RegExp, sk: RegExp, schema: z.ZodType): Shape => ({ pk, sk, schema })

const Chained = z.object({ version: z.int().min(1), seq: z.int().min(1), hash: z.string().length(64) })
const EventRow = z.object({
  type: z.string().regex(/^[a-z-]+\.[a-z-]+$/),
  seq: z.int().min(1),
  at: z.iso.datetime(),
  by: z.looseObject({
    account: z.string(),
    name: z.string(),
    post: z.string(),
    organ: z.string(),
    organName: z.string(),
  }),
  data: z.looseObject({}),
  prev: z.string(),
  rows: z.record(z.string(), z.string().nullable()),
  hash: z.string().length(64),
})
const Look = z.object({
  account: z.string(),
  name: z.string(),
  organ: z.string(),
  organName: z.string(),
  at: z.string(),
})

/** Heads of 0.1.0 have no revisions of their parts, no level and no row for lists. */
const MatterHead = Matter.partial({ factsRev: true, formRev: true, stepRev: true }).extend({
  ...Chained.shape,
  state: z.string().optional(),
  row: ListRow.optional(),
})
/** In 0.1.0 what a list shows lay beside the keys; since then under `row`. */
const Task = z.union([TaskRow, z.object({ row: TaskRow })])
const Closing = z.object({ matter: z.string(), notice: z.string() })
const Due = z.object({ duePk: z.string(), dueSk: z.string() })

/** Shapes with a name are the product's own; those written out are of rows that it reads field by field. */
const SHAPES: readonly Shape[] = [
  row(/^(MATTER|VOLUME|HEARING|ORGAN|ACCOUNT|PROJECT|COVERAGE)#/, /^EVENT#\d{8}$/, EventRow),
  row(/^(MATTER|VOLUME|HEARING)#/, /^CURSOR#/, z.object({ seq: z.int() })),

  row(/^MATTER#/, /^HEAD$/, MatterHead),
  row(/^MATTER#/, /^TASK#/, Task),
  row(/^MATTER#/, /^FORM$/, FormRow),
  row(/^MATTER#/, /^STAMP#/, Stamp.extend({ pk: z.string(), sk: z.string(), jws: z.string() })),
  row(
    /^MATTER#/,
    /^PAPER#/,
    z.object({
      formHash: z.string(),
      document: z.string(),
      broughtBy: z.string(),
      broughtByName: z.string(),
      broughtAt: z.string(),
    }),
  ),
  row(/^(MATTER|VOLUME)#/, /^DOC#/, Document),
  row(/^VOLUME#/, /^HEAD$/, VolumeHead.extend(Chained.shape)),
  row(/^MATTER#/, /^NOTICE#/, Notice),
  row(/^MATTER#/, /^CLOSING#/, z.union([Closing.extend(Due.shape), Due.extend({ row: Closing })])),
  row(/^MATTER#/, /^CLOCK#/, ClockRow),
  row(/^MATTER#/, /^REMIND#/, ReminderRow),
  row(/^SITE$/, /^WP-/, z.object({ notice: z.string(), closesAt: z.string(), closesOn: z.string() })),

  row(/^COMMENTS#/, /#V1$/, Comment),
  row(
    /^COMMENTS#/,
    /#W$/,
    z.object({ type: z.literal('comments.withdrawn'), matter: z.string(), id: z.string(), at: z.string() }),
  ),
  row(/^TALLY#/, /^SEEN#/, Seen),
  row(/^TALLY#/, /^BALANCE#/, Balance.extend({ n: z.int(), updatedAt: z.string() })),
  row(/^TALLY#/, /^TASK#/, Task),
  row(/^TALLY#/, /^RECONCILED#\d\d#/, Reconciled),
  row(/^RECONCILING$/, /^ADOPTED$/, z.object({ at: z.string() })),
  row(/^HEARING#/, /^HEAD$/, Chained.extend({ matter: z.string() })),
  row(/^HEARING#/, /^ANSWER#/, AnswerRow),
  row(/^HEARING#/, /^THEME#/, ThemeRow),
  row(/^HEARING#/, /^SCREEN#/, ScreenRow),
  row(/^HEARING#/, /^OPENED#/, z.object({ n: z.int() })),
  row(/^HEARING#/, /^ROOT#/, RootRow),
  row(/^HEARING#/, /^LEAVES#/, LeavesRow),
  row(/^SEALED$/, /^SEEN#/, SealedRow),
  row(
    /^CONTACT#/,
    /^V1$/,
    z.object({ matter: z.string(), commitment: z.string(), sealed: z.string(), expiresAt: z.int() }),
  ),
  row(/^LOOKS#HEARING#/, /#/, Look.extend({ what: z.enum(['list', 'sealed']), post: z.string() })),
  row(/^LOOKS#WP-/, /#/, Look.extend({ document: z.string() })),

  row(/^ORGAN#/, /^HEAD$/, organ.extend(Chained.shape)),
  row(/^ORGAN#/, /^POST#/, post),
  row(/^ACCOUNT#/, /^HEAD$/, account.extend(Chained.shape)),
  row(/^HOLDS#/, /\./, z.object({})),

  row(/^PROJECT#/, /^HEAD$/, ProjectHead.extend(Chained.shape)),
  row(/^COVERAGE#/, /^HEAD$/, ListHead.extend(Chained.shape)),
  row(/^COVERAGE#/, /^CODE#/, CodeRow),
  row(/^COVERAGE#/, /^IMPORT#/, ImportRow),
  row(/^COVERAGE$/, /^TAKEN-UP$/, z.object({ at: z.string() })),

  row(
    /^INBOX#/,
    /^MESSAGE#/,
    z.object({ row: InboxMessage }).or(InboxMessage), // 0.1.0 kept them beside the keys
  ),
  row(/^COMMAND#/, /^[\w-]{8,64}$/, z.object({ digest: z.string(), subject: z.string(), expiresAt: z.int() })),
  row(/^COUNTER#(matter|filing)#/, /^\d{4}$/, z.object({ last: z.int() })),
  row(/^SWEEP#inspections$/, /^POSITION$/, z.object({ day: z.string(), version: z.int() })),
]

/** What is wrong with a stored row, by the shapes of today; undefined when nothing is. */
export function misfit(item: Item): string | undefined {
  const claims = SHAPES.filter(({ pk, sk }) => pk.test(item.pk) && sk.test(item.sk))
  if (claims.length !== 1) return `${item.pk} ${item.sk}: ${claims.length} shapes claim it`
  const read = claims[0]?.schema.safeParse(item)
  if (read?.success) return undefined
  return `${item.pk} ${item.sk}: ${read?.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; ')}`
}
