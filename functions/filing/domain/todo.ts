import type { Matter } from '../../matters/domain/matter.ts'
import { type Task, taskOnPage } from '../../matters/domain/task.ts'
import { nextStamp, STAMP_NAMES } from './stamps.ts'

/** What filing asks of whom in the matter's present state: report, stamps, submission, review. */
export function filingTodo(matter: Matter): Task[] {
  const { life, organ, authority } = matter
  const filer = (name: string, what: string, why: string) => [
    taskOnPage(matter, organ, { name, duty: 'filer', what, why }),
  ]
  const reviewer = (name: string, what: string, why: string) =>
    taskOnPage(matter, authority, { name, duty: 'reviewer', what, why })
  switch (life.state) {
    case 'assessing':
      return filer('finish-report', '填写报备表并完成报告', life.reason || '征求意见已截止,请完成评估报告和报备表')
    case 'returned':
      return filer('correct', '补正后重新完成报告', `审查单位一次性告知了 ${matter.defects.length} 处需要补正`)
    case 'reported':
      return stampsBeforeSubmission(matter, life.formHash) ?? filer('submit', '报送', '签章已齐,可以报送审查单位')
    case 'submitted':
      return [reviewer('accept', '受理', '已报送到本单位,等待受理')]
    case 'accepted': {
      const stamps = stampsOfReview(matter, life.formHash)
      if (stamps.length === 0) return [reviewer('file', '备案', '签章已齐,可以备案')]
      return [reviewer('review', '审查', '已受理,请审查;不符合的一次性告知补正'), ...stamps]
    }
    // In the others, also those that later features bring, filing asks nobody for anything.
    default:
      return []
  }
}

const why = (stamp: keyof typeof STAMP_NAMES) => `报备表等待「${STAMP_NAMES[stamp]}」`

function stampsBeforeSubmission(matter: Matter, formHash: string): Task[] | undefined {
  const next = nextStamp(matter.stamps, formHash, matter.superior !== null)
  const stamp = (at: Matter['organ'], name: string, what: string) =>
    next && [taskOnPage(matter, at, { name, duty: 'leader', what, why: why(next) })]
  if (next === 'assessor') return stamp(matter.organ, 'stamp-assessor', '签章')
  if (next === 'decision') return stamp(matter.decision, 'stamp-decision', '签署决策部门意见')
  return undefined
}

function stampsOfReview(matter: Matter, formHash: string): Task[] {
  const next = nextStamp(matter.stamps, formHash, matter.superior !== null)
  if (next === 'office') {
    const task = { name: 'stamp-office', duty: 'leader', what: '签署政法委意见', why: why(next) } as const
    return [taskOnPage(matter, matter.authority, task)]
  }
  if (next === 'superior' && matter.superior) {
    const task = { name: 'stamp-superior', duty: 'reviewer', what: '上级备案签章', why: why(next) } as const
    return [taskOnPage(matter, matter.superior, task)]
  }
  return []
}
