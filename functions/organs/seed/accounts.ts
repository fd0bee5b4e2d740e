import { DUTY_NAMES } from '../../../shared/identity/duty.ts'
import { organOfPost } from '../domain/post.ts'
import { DEMO_PEOPLE } from './people.ts'
import { register } from './register.ts'

export interface DemoAccount {
  readonly id: string
  readonly name: string
  readonly posts: readonly { readonly duty: string; readonly organName: string }[]
  /** Shown beside the name: on leave, so that nobody wonders why nothing can be done. */
  readonly onLeave: boolean
}

/** For the sign-in page of a demonstration; `duty` in Chinese, deputies' posts marked 副岗. */
export function demoAccounts(): readonly DemoAccount[] {
  const names = new Map(register().map((organ) => [organ.code, organ.name]))
  const show = (id: string, mark = '') => {
    const duty = id.split('.')[1] as keyof typeof DUTY_NAMES
    return { duty: `${DUTY_NAMES[duty]}${mark}`, organName: names.get(organOfPost(id)) as string }
  }
  return DEMO_PEOPLE.map((person) => ({
    id: person.id,
    name: person.name,
    posts: [...person.holds.map((id) => show(id)), ...(person.deputyOf ?? []).map((id) => show(id, '(副岗)'))],
    onLeave: person.leaveDays !== undefined,
  }))
}
