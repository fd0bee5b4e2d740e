import { STATE_NAMES } from './life.ts'
import type { Matter } from './matter.ts'
import type { Task } from './task.ts'

export interface Whereabouts {
  readonly holder: string
  readonly next: string
  readonly stateName: string
}

/** In whose hands it is and what comes next: one sentence for the search box, the same for filer and reviewer. */
export function whereabouts(matter: Matter, tasks: readonly Task[]): Whereabouts {
  const { life } = matter
  const stateName = STATE_NAMES[life.state]
  if (life.state === 'consulting') return { holder: '公众', next: '等待征求意见截止', stateName }
  if (life.state === 'filed')
    return { holder: matter.decision.name, next: `已备案(${life.filingNumber}),等待决策`, stateName }
  if (life.state === 'cancelled') return { holder: matter.organ.name, next: '已取消', stateName }
  return {
    holder: [...new Set(tasks.map((task) => task.organName))].join('、'),
    next: tasks.map((task) => task.what).join('、'),
    stateName,
  }
}
