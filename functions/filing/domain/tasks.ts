import type { Duty } from '../../../shared/identity/duty.ts'
import { STATE_NAMES } from './life.ts'
import type { Matter } from './matter.ts'
import { nextStamp, STAMP_NAMES } from './stamps.ts'

/** Something that one post has to do now. Derived from the matter, so that it can be neither forgotten nor kept. */
export interface Task {
  /** Stable within the matter: `stamp-office`. */
  readonly name: string
  readonly organ: string
  readonly organName: string
  readonly duty: Duty
  /** The words on the button. */
  readonly what: string
  /** Why it is theirs. */
  readonly why: string
}

/** What has to be done now, and by whom. Empty for a matter that rests or is over. */
export function tasksOf(matter: Matter): Task[] {
  const { life, organ, authority } = matter
  const filer = (name: string, what: string, why: string): Task[] => [task(organ, name, 'filer', what, why)]
  switch (life.state) {
    case 'registered':
      return filer('publish-notice', '发布公示', '事项已登记,下一步是公示并征求意见')
    case 'consulting':
      return []
    case 'assessing':
      return filer('finish-report', '填写报备表并完成报告', life.reason || '征求意见已截止,请完成评估报告和报备表')
    case 'returned':
      return filer('correct', '补正后重新完成报告', `审查单位一次性告知了 ${matter.defects.length} 处需要补正`)
    case 'reported':
      return stampTasks(matter, life.formHash) ?? filer('submit', '报送', '签章已齐,可以报送审查单位')
    case 'submitted':
      return [task(authority, 'accept', 'reviewer', '受理', '已报送到本单位,等待受理')]
    case 'accepted': {
      const review = task(authority, 'review', 'reviewer', '审查', '已受理,等待审查')
      return stampTasks(matter, life.formHash) ?? [{ ...review, name: 'file', what: '备案', why: '签章已齐,可以备案' }]
    }
    case 'filed':
    case 'cancelled':
      return []
  }
}

function task(at: { code: string; name: string }, name: string, duty: Duty, what: string, why: string): Task {
  return { name, organ: at.code, organName: at.name, duty, what, why }
}

/** The stamp that is due (and the review beside it), or undefined when the stamps due in this state are all set. */
function stampTasks(matter: Matter, formHash: string): Task[] | undefined {
  const next = nextStamp(matter.stamps, formHash, matter.superior !== null)
  const why = `报备表等待「${next ? STAMP_NAMES[next] : ''}」`
  if (matter.life.state === 'reported') {
    if (next === 'assessor') return [task(matter.organ, 'stamp-assessor', 'leader', '签章', why)]
    if (next === 'decision') return [task(matter.decision, 'stamp-decision', 'leader', '签署决策部门意见', why)]
    return undefined
  }
  const review = task(matter.authority, 'review', 'reviewer', '审查', '已受理,请审查;不符合的一次性告知补正')
  if (next === 'office') return [review, task(matter.authority, 'stamp-office', 'leader', '签署政法委意见', why)]
  if (next === 'superior' && matter.superior) {
    return [review, task(matter.superior, 'stamp-superior', 'reviewer', '上级备案签章', why)]
  }
  return undefined
}

/** In whose hands it is and what comes next: one sentence for the search box, the same for filer and reviewer. */
export function whereabouts(matter: Matter): { holder: string; next: string; stateName: string } {
  const { life } = matter
  const stateName = STATE_NAMES[life.state]
  const tasks = tasksOf(matter)
  if (life.state === 'consulting') return { holder: '公众', next: '等待征求意见截止', stateName }
  if (life.state === 'filed')
    return { holder: matter.decision.name, next: `已备案(${life.filingNumber}),等待决策`, stateName }
  if (life.state === 'cancelled') return { holder: matter.organ.name, next: '已取消', stateName }
  return {
    holder: tasks
      .map((t) => t.organName)
      .filter((n, i, all) => all.indexOf(n) === i)
      .join('、'),
    next: tasks.map((t) => t.what).join('、'),
    stateName,
  }
}
