import type { OrganPosts } from '../../api/routes.ts'

export type Post = OrganPosts['posts'][number]
export type Holding = Post['holdings'][number]
export type People = OrganPosts['people']

/** Before anything is sent: who will act then. The server decides by the same rules (organs/domain/standing.ts). */

export const nameOf = (people: People, account: string) => people.find((p) => p.id === account)?.name ?? account

const holdsOn = (span: { from: string; to?: string | undefined }, day: string) =>
  span.from <= day && (span.to === undefined || day <= span.to)

function isThere(people: People, account: string, day: string): boolean {
  const person = people.find((p) => p.id === account)
  return person?.active === true && !person.leaves.some((leave) => holdsOn(leave, day))
}

/**
 * Who would act in a post on a day without one of its people.
 * @returns accounts; empty when nobody would
 */
export function actingWithout(post: Post, people: People, gone: string, day: string): string[] {
  const there = post.holdings.filter((h) => h.account !== gone && holdsOn(h, day) && isThere(people, h.account, day))
  const first = there.filter((h) => h.as !== 'deputy')
  const holders = first.some((h) => h.as === 'holder')
  // The deputy acts while no holder is there; whoever is lent acts beside either.
  const acting = holders ? first : there
  return [...new Set(acting.map((h) => h.account))]
}

/** What a leave means for each post that the person holds: who acts, or that nobody does. */
export function onLeave(posts: readonly Post[], people: People, account: string, day: string): string[] {
  if (account === '' || day === '') return []
  return posts
    .filter((post) => post.holdings.some((h) => h.account === account && h.as !== 'deputy' && holdsOn(h, day)))
    .map((post) => told(post, people, actingWithout(post, people, account, day), '休假期间'))
}

/** What the end of a holding means for the post. */
export function onEnd(post: Post, people: People, holding: Holding, lastDay: string): string[] {
  if (lastDay === '') return []
  const rest = { ...post, holdings: post.holdings.filter((h) => h.id !== holding.id) }
  return [told(post, people, actingWithout(rest, people, '', dayAfter(lastDay)), '此后')]
}

/** What a handover means: who has it until when, and from when on. */
export function onHandOver(people: People, from: string, to: string, on: string): string[] {
  if (to === '' || on === '') return []
  return [`${nameOf(people, from)}办到交接日的前一天,${nameOf(people, to)}从 ${on} 起接手。`]
}

function told(post: Post, people: People, acting: readonly string[], when: string): string {
  if (acting.length > 0) return `${when}「${post.title}」由${acting.map((a) => nameOf(people, a)).join('、')}办理。`
  return `${when}「${post.title}」没有人办理,到期的事会提醒上级:请先任命副岗,或请上级派人代签。`
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
