import type { Duty } from '../../../shared/identity/duty.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import { type Life, STATE_NAMES, type State } from './life.ts'

interface Transition {
  /** What people call it. */
  readonly name: string
  readonly from: readonly State[]
  readonly to: readonly State[]
  /** Whose act it is; `clock` where time alone does it. */
  readonly may: Duty | 'clock'
}

/**
 * Every way from one state to another. A pair that is not here does not exist: one test walks all of them.
 * Order of steps: 报备制度、分级备案制度 (seed 四规范一); 征求意见 before the report: 713号 arts. 15, 18.
 */
export const TRANSITIONS = {
  'open-consultation': { name: '发布公示', from: ['registered', 'assessing'], to: ['consulting'], may: 'filer' },
  'close-consultation': { name: '征求意见截止', from: ['consulting'], to: ['assessing'], may: 'clock' },
  finish: { name: '完成报告', from: ['assessing', 'returned'], to: ['reported'], may: 'filer' },
  revise: { name: '撤回修改', from: ['reported'], to: ['assessing', 'returned'], may: 'filer' },
  submit: { name: '报送', from: ['reported'], to: ['submitted'], may: 'filer' },
  recall: { name: '撤回报送', from: ['submitted'], to: ['reported'], may: 'filer' },
  accept: { name: '受理', from: ['submitted'], to: ['accepted'], may: 'reviewer' },
  return: { name: '退回补正', from: ['accepted'], to: ['returned'], may: 'reviewer' },
  refuse: { name: '不予备案', from: ['accepted'], to: ['assessing'], may: 'reviewer' },
  file: { name: '备案', from: ['accepted'], to: ['filed'], may: 'reviewer' },
  cancel: {
    name: '取消',
    from: ['registered', 'consulting', 'assessing', 'reported', 'returned'],
    to: ['cancelled'],
    may: 'filer',
  },
} as const satisfies Record<string, Transition>

export type TransitionName = keyof typeof TRANSITIONS

/**
 * The life narrowed to the states from which the step may be taken.
 * @throws Refusal `wrong-state`, saying where the matter is and from where the step is possible
 */
export function demandState<N extends TransitionName>(
  life: Life,
  step: N,
): Extract<Life, { state: (typeof TRANSITIONS)[N]['from'][number] }> {
  const { from, name } = TRANSITIONS[step]
  if ((from as readonly State[]).includes(life.state)) return life as never
  const possible = from.map((s) => `「${STATE_NAMES[s]}」`).join('、')
  throw new Refusal('wrong-state', `这个事项现在是「${STATE_NAMES[life.state]}」,只有${possible}的事项可以${name}。`, {
    details: { state: life.state },
  })
}

/** @throws Error when code tries a way that the table does not have: a fault of ours, not the caller's. */
export function assertTransition(step: TransitionName, from: State, to: State): void {
  const { from: froms, to: tos } = TRANSITIONS[step]
  if (!(froms as readonly State[]).includes(from) || !(tos as readonly State[]).includes(to)) {
    throw new Error(`no transition ${step} from ${from} to ${to}`)
  }
}
