import type { LocalDate } from '../../../shared/kernel/clock.ts'
import { type Account, isAbsent } from './account.ts'
import type { Holding, Post } from './post.ts'
import { holdsOn } from './span.ts'

export type People = ReadonlyMap<string, Account>

/** How a person stands in a post on a day. */
export interface Standing {
  readonly post: Post
  readonly holding: Holding
  /** May act now. Who is on leave, or deputises for somebody present, stands in the post but does not act. */
  readonly acts: boolean
  /** For a deputy the holder stood in for (the post itself while it is vacant), for a lent person the lending organ. */
  readonly standingIn?: { readonly kind: 'deputy' | 'lent'; readonly of: string }
}

/**
 * AB角: the deputy acts while every holder is absent — on leave, account closed — or the post is vacant. Never both at
 * once: a person on leave does not act until the leave is taken back, so that it is always plain who it was.
 */
export function standingOf(post: Post, account: string, people: People, on: LocalDate): Standing | undefined {
  const holding = (['holder', 'lent', 'deputy'] as const)
    .map((as) => post.holdings.find((h) => h.account === account && h.as === as && holdsOn(h, on)))
    .find((h) => h !== undefined)
  if (!holding) return undefined
  const present = !isAbsent(people.get(account), on)
  if (holding.as === 'holder') return { post, holding, acts: present }
  if (holding.as === 'lent') return { post, holding, acts: present, standingIn: { kind: 'lent', of: holding.lentBy } }
  const holders = post.holdings.filter((h) => h.as === 'holder' && holdsOn(h, on))
  const away = holders.every((h) => isAbsent(people.get(h.account), on))
  return { post, holding, acts: present && away, standingIn: { kind: 'deputy', of: holders[0]?.account ?? post.id } }
}

/**
 * The accounts that act in a post on a day: to whom its reminders go. Empty when nobody does; then the organ above is
 * to be told.
 */
export function actingIn(post: Post, people: People, on: LocalDate): readonly string[] {
  const accounts = new Set(post.holdings.map((h) => h.account))
  return [...accounts].filter((account) => standingOf(post, account, people, on)?.acts)
}
