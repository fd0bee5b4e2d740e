import type { Actor } from '../../../shared/identity/actor.ts'
import { dateInShanghai, instantInShanghai } from '../../../shared/kernel/clock.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { OnceWrites } from '../../../shared/table/once.ts'
import { CLOCK_RULES, startClock } from '../../clocks/offers.ts'
import { demandFiler, type Matter, matterPk, type OnMatter, type Step, takeStep } from '../../matters/offers.ts'
import type { Deps } from '../deps.ts'
import type { Notice, NoticeText } from '../domain/notice.ts'
import { closingRow, directoryWrite, noticeKey } from '../store.ts'

/** One matter in the news must not heat one partition: 16 spreads 16 000 writes a second. */
const SHARDS = 16
const KEY_VERSION = 1

export interface PublishInput extends OnMatter {
  readonly notice: NoticeText
}

export const PUBLISH: Step<'open-consultation'> = {
  name: 'open-consultation',
  type: 'notices.published',
  demand: demandFiler,
}

/**
 * Publishes a notice and opens the call for opinions. The period is checked against the rule in force (713号第十五条:
 * 一般不少于30日); its clock starts in the same commit. A day whose year's calendar is not loaded is refused, not guessed.
 */
export function publish(deps: Deps, actor: Actor, input: PublishInput, once: OnceWrites): Promise<void> {
  const { notice: text } = input
  return takeStep(deps, { actor, input, once, step: PUBLISH }, async (head, _, at) => {
    const clock = openClock(deps, actor, head, text, at)
    const notice = noticeOf(deps, actor, head, text, at, clock.clock)
    const offered = await deps.papers.offer(head.id, text.attachments, notForAll)
    demandFit(offered.objections)
    return {
      life: { state: 'consulting', notice: notice.id, closesAt: notice.closesAt },
      data: {
        what: `发布公示,征求意见至${notice.closesOn}`,
        notice: notice.id,
        closesAt: notice.closesAt,
        attachments: offered.data,
      },
      rows: [
        { put: { ...noticeKey(head.id, notice.id), ...notice }, when: 'absent' },
        { put: closingRow(notice), when: 'absent' },
        ...clock.rows,
      ],
      others: [directoryWrite(head, notice), ...offered.checks, ...clock.others],
    }
  })
}

/** @throws Refusal `rule` that names each attachment that cannot be public, and what to do */
function demandFit(objections: readonly { index: number; message: string }[]): void {
  if (objections.length === 0) return
  const fields = objections.map(({ index, message }) => ({
    field: 'notice.attachments',
    message: `第 ${index + 1} 个附件：${message}`,
  }))
  throw new Refusal('rule', `有 ${fields.length} 个附件不能公开。${fields[0]?.message}`, { fields })
}

const notForAll = () =>
  new Refusal('rule', '有附件是限阅材料、还没有通过校验,或者不在本事项的台账里。', {
    fields: [{ field: 'notice.attachments', message: '请只选择已通过校验、可以公开的附件' }],
  })

/** @throws Refusal `rule` when its last day lies in a year whose days off are not loaded */
function noticeOf(
  deps: Deps,
  actor: Actor,
  matter: Matter,
  text: NoticeText,
  at: Date,
  clock: ReturnType<typeof openClock>['clock'],
): Notice {
  if (clock.dueOn === 'unknown') {
    throw new Refusal(
      'rule',
      `截止日落在 ${clock.missingYear} 年,这一年的放假安排还没有载入,不能推算。请管理员载入后再发布。`,
    )
  }
  return {
    ...text,
    id: deps.newId(),
    matter: matter.id,
    version: 1,
    publishedAt: at.toISOString(),
    publishedBy: actor.account,
    closesOn: clock.dueOn,
    closesAt: new Date(instantInShanghai(clock.dueOn).getTime() + 86_400_000).toISOString(),
    clock: clock.id,
    shards: SHARDS,
    keyVersion: KEY_VERSION,
  }
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
