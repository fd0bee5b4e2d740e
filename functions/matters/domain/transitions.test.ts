import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Life, State } from './life.ts'
import { STATES } from './life.ts'
import { advance, type Matter } from './matter.ts'
import { assertTransition, demandState, TRANSITIONS, type TransitionName } from './transitions.ts'

/** The whole law of the land, written a second time on purpose: from → step → to. Everything else is refused. */
const LAWFUL: Readonly<Record<State, Partial<Record<TransitionName, readonly State[]>>>> = {
  registered: { 'open-consultation': ['consulting'], cancel: ['cancelled'] },
  consulting: { 'close-consultation': ['assessing'], cancel: ['cancelled'] },
  assessing: { 'open-consultation': ['consulting'], finish: ['reported'], cancel: ['cancelled'] },
  reported: { revise: ['assessing', 'returned'], submit: ['submitted'], cancel: ['cancelled'] },
  submitted: { recall: ['reported'], accept: ['accepted'] },
  accepted: { return: ['returned'], refuse: ['assessing'], file: ['filed'] },
  returned: { finish: ['reported'], cancel: ['cancelled'] },
  filed: {},
  cancelled: {},
}

const steps = Object.keys(TRANSITIONS) as TransitionName[]
const pairs = STATES.flatMap((from) => steps.flatMap((step) => STATES.map((to) => [from, step, to] as const)))

describe('the life of a matter', () => {
  it.each(pairs)('from %s by %s to %s: only if the rules have it', (from, step, to) => {
    const lawful = LAWFUL[from][step]?.includes(to) ?? false
    const life = { state: from } as Life
    if (LAWFUL[from][step]) expect(demandState(life, step)).toBe(life)
    else expect(() => demandState(life, step)).toThrow(Refusal)
    const go = () => assertTransition(step, from, to)
    if (lawful) expect(go).not.toThrow()
    else expect(go).toThrow(/no transition/)
  })

  it('tells people where the matter is and from where the step is possible', () => {
    expect(() => demandState({ state: 'registered' }, 'accept')).toThrow(
      '现在是「已登记」,只有「已报送,待受理」的事项可以受理',
    )
  })

  it('has no way out of filed or cancelled yet, and no way back to registered', () => {
    for (const step of steps) {
      expect(TRANSITIONS[step].from).not.toContain('filed')
      expect(TRANSITIONS[step].from).not.toContain('cancelled')
      expect(TRANSITIONS[step].to).not.toContain('registered')
    }
  })

  it('changes only what the step says', () => {
    const matter = { id: 'WP-1', life: { state: 'submitted' }, corrections: 0, since: 'before' } as Matter
    const after = advance(matter, 'accept', { ...matter.life, state: 'accepted', acceptedBy: 'r' } as Life, 'now')
    expect(after).toEqual({ ...matter, life: { state: 'accepted', acceptedBy: 'r' }, since: 'now' })
  })
})
