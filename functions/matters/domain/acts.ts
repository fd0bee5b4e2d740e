import { Refusal } from '../../../shared/kernel/refusal.ts'

/**
 * Something that the caller may do; `notNow` says why it must wait, `because` whether for where the matter stands alone or
 * for a rule. What is not theirs at all is not listed.
 */
export interface Act {
  readonly name: string
  readonly notNow?: string
  readonly because?: 'state' | 'rule'
}

/**
 * Asks the command's own demand, so that the button and the command agree. Undefined for people whose act it is
 * not (`forbidden`, `not-found`).
 */
function actOf(name: string, demand: () => void): Act | undefined {
  try {
    demand()
    return { name }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code === 'forbidden' || error.code === 'not-found') return undefined
    return { name, notNow: error.message, because: error.code === 'wrong-state' ? 'state' : 'rule' }
  }
}

/** The acts of several demands, in their order. */
export function actsOf(demands: Readonly<Record<string, () => void>>): Act[] {
  return Object.entries(demands).flatMap(([name, demand]) => actOf(name, demand) ?? [])
}
