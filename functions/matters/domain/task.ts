import type { Duty } from '../../../shared/identity/duty.ts'

/** Something that one post has to do now. Derived from the matter: it cannot be forgotten or outlive its reason. */
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
  /** Where in the desk it is done. */
  readonly link: string
}

/** A step that is done on the matter's own page. */
export function taskOnPage(
  matter: { readonly id: string },
  at: { readonly code: string; readonly name: string },
  task: Pick<Task, 'name' | 'duty' | 'what' | 'why'>,
): Task {
  return { ...task, organ: at.code, organName: at.name, link: `/matters/${matter.id}#${task.name}` }
}
