import { extend } from '../../../shared/events/chain.ts'
import { commitChange, demandVersion } from '../../../shared/events/commit.ts'
import type { Actor } from '../../../shared/identity/actor.ts'
import { by } from '../../../shared/identity/by.ts'
import type { Json } from '../../../shared/kernel/canonical.ts'
import { dateInShanghai, instantInShanghai } from '../../../shared/kernel/clock.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Ports } from '../../../shared/ports.ts'
import type { Stamp } from '../../../shared/table/once.ts'
import { GuardFailed, type Write } from '../../../shared/table/table.ts'
import {
  advance,
  demandFiler,
  demandState,
  headState,
  loadMatter,
  type Matter,
  matterPk,
  taskWrites,
} from '../../filing/contract.ts'
import { CLOCK_RULES, startClock } from '../../inspections/contract.ts'
import type { Notice, NoticeText } from '../domain/notice.ts'
import { closingRow, directoryWrite, noticeKey } from '../store.ts'

export interface Deps extends Pick<Ports, 'matters' | 'now' | 'newId' | 'calendar'> {
  readonly publicCopies: PublicCopies
}

/** Makes papers of the volume fit for the public, and gives what goes into the commit that offers them. */
export type PublicCopies = (
  matter: string,
  papers: readonly string[],
) => Promise<{
  readonly rows: readonly Write[]
  readonly data: Json
  readonly objections: readonly { readonly index: number; readonly message: string }[]
}>

/** One matter in the news must not heat one partition: 16 spreads 16 000 writes a second. */
const SHARDS = 16
const KEY_VERSION = 1

export interface PublishInput {
  readonly matter: string
  readonly version: number
  readonly notice: NoticeText
}

/**
 * Publishes a notice and opens the call for opinions. The period is checked against the rule in force (713号第十五条:
 * 一般不少于30日); its clock starts in the same commit. A day whose year's calendar is not loaded is refused, not guessed.
 */
export async function publish(deps: Deps, actor: Actor, input: PublishInput, stamp: Stamp): Promise<void> {
  const { notice: text } = input
  const head = await loadMatter(deps.matters, input.matter)
  if (!head) throw new Refusal('not-found', '没有找到这个事项,或者它不在您的管理范围内。')
  demandFiler(actor, head)
  await demandVersion(deps.matters, head, input.version)
  demandState(head.life, 'open-consultation')
  const at = deps.now()
  const clock = openClock(deps, actor, head, text, at)
  if (clock.clock.dueOn === 'unknown') {
    throw new Refusal(
      'rule',
      `截止日落在 ${clock.clock.missingYear} 年,这一年的放假安排还没有载入,不能推算。请管理员载入后再发布。`,
    )
  }
  const closesOn = clock.clock.dueOn
  const offered = await deps.publicCopies(head.id, text.attachments)
  demandFit(offered.objections)
  const notice: Notice = {
    ...text,
    id: deps.newId(),
    matter: head.id,
    version: 1,
    publishedAt: at.toISOString(),
    publishedBy: actor.account,
    closesOn,
    closesAt: new Date(instantInShanghai(closesOn).getTime() + 86_400_000).toISOString(),
    clock: clock.clock.id,
    shards: SHARDS,
    keyVersion: KEY_VERSION,
  }
  const life = { state: 'consulting', notice: notice.id, closesAt: notice.closesAt } as const
  const after: Matter = advance(head, 'open-consultation', life, at.toISOString())
  const rows: Write[] = [
    ...taskWrites(head, after),
    { put: { ...noticeKey(head.id, notice.id), ...notice }, when: 'absent' },
    { put: closingRow(notice), when: 'absent' },
    ...clock.rows,
    ...offered.rows,
  ]
  const { writes } = extend(matterPk(head.id), head, {
    state: headState(after),
    type: 'notices.published',
    by: by(actor),
    at: notice.publishedAt,
    data: {
      what: `发布公示,征求意见至${closesOn}`,
      notice: notice.id,
      closesAt: notice.closesAt,
      attachments: offered.data,
    },
    rows,
    others: [directoryWrite(after, notice), ...clock.others, ...stamp(head.id)],
  })
  try {
    await commitChange(deps.matters, writes)
  } catch (error) {
    if (!(error instanceof GuardFailed)) throw error
    throw new Refusal('rule', '有附件是限阅材料、还没有通过校验,或者不在本事项的台账里。', {
      fields: [{ field: 'notice.attachments', message: '请只选择已通过校验、可以公开的附件' }],
    })
  }
}

/** @throws Refusal `rule`, saying of each attachment that the public may not have what to do */
function demandFit(objections: readonly { index: number; message: string }[]): void {
  if (objections.length === 0) return
  const fields = objections.map(({ index, message }) => ({
    field: 'notice.attachments',
    message: `第 ${index + 1} 个附件：${message}`,
  }))
  throw new Refusal('rule', `有 ${fields.length} 个附件不能公开。${fields[0]?.message}`, { fields })
}

function openClock(deps: Deps, actor: Actor, matter: Matter, text: NoticeText, at: Date) {
  const today = dateInShanghai(at)
  const decider = { account: actor.account, name: actor.name, post: actor.post }
  const reason = text.shortenReason.trim()
  return startClock({
    pk: matterPk(matter.id),
    id: deps.newId(),
    kind: 'comment-closing',
    today,
    ...(reason ? { shortened: { length: text.days, reason, by: decider } } : { length: text.days }),
    calendar: deps.calendar,
    rules: CLOCK_RULES,
    addressee: { organ: matter.organ.code, duty: 'filer' },
    superior: { organ: matter.authority.code, duty: 'reviewer' },
    title: matter.facts.title,
    link: `/matters/${matter.id}`,
    organPath: matter.organ.path,
  })
}
