import type { Actor } from '../../../shared/identity/actor.ts'
import { DUTY_NAMES } from '../../../shared/identity/duty.ts'
import type { ActorSource } from '../../../shared/identity/identity.ts'
import { type Clock, dateInShanghai, type LocalDate } from '../../../shared/kernel/clock.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import { type Account, accountId } from '../domain/account.ts'
import { isListed, type Organ } from '../domain/organ.ts'
import { organOfPost } from '../domain/post.ts'
import { scopeOf } from '../domain/scope.ts'
import { type Standing, standingOf } from '../domain/standing.ts'
import { type Reads, readAccount, readOrgan, readPeople, readPost, readPostIdsOf } from './register.ts'

/** A standing with the organ it is in. */
export interface Place extends Standing {
  readonly organ: Organ
}

/**
 * The `identity` port, part two. Nothing is cached: who was replaced a moment ago must not act once more, and it costs
 * the head of the account, its list of posts, and two items for each post looked at (a deputy's also the holders').
 */
export function actorSource({ table, now }: { table: Reads; now: Clock }): ActorSource {
  return {
    async actorOf(subject, post, duties) {
      const today = dateInShanghai(now())
      const { person, places } = await placesOf(table, subject, today, post)
      if (places.length === 0) throw new Refusal('forbidden', post ? '您今天不在这个岗位上,请重新选择岗位' : NO_POST)
      if (duties === 'anyone') return actor(person, places.find((place) => place.acts) ?? (places[0] as Place))
      const fitting = places.filter((place) => duties.includes(place.post.duty))
      const place = fitting.find((one) => one.acts)
      if (place) return actor(person, place)
      if (fitting[0]) throw new Refusal('forbidden', notActing(fitting[0]))
      const needed = duties.map((duty) => `“${DUTY_NAMES[duty]}”`).join('或')
      throw new Refusal('forbidden', `这一步由${needed}办理,您现在的岗位没有这项职责`)
    },
  }
}

const NO_POST = '您今天没有任职,请联系本单位管理员'

function notActing({ holding }: Place): string {
  if (holding.as === 'deputy') return '主岗在岗,这一步由主岗办理;主岗休假时由您代行'
  return '您登记了休假,这段时间由代行人办理;提前回来请先销假'
}

/**
 * Where a person stands today: holders' places first, then lent, then deputies'. Without `post` all of them.
 * @throws Refusal `forbidden` for whom the register does not know
 */
export async function placesOf(
  table: Reads,
  subject: string,
  today: LocalDate,
  post?: string,
): Promise<{ person: Account; places: readonly Place[] }> {
  // An issuer may name people in ways that no account is named: those are not registered, and make no key.
  const named = accountId.safeParse(subject).success
  const [person, ids] = named
    ? await Promise.all([readAccount(table, subject), readPostIdsOf(table, subject)])
    : [undefined, []]
  if (!person?.active) throw new Refusal('forbidden', '这个账号没有登记或已停用,请联系本单位管理员')
  const wanted = post === undefined ? ids : ids.filter((id) => id === post)
  const found = await Promise.all(wanted.map((id) => placeIn(table, person, id, today)))
  const order = { holder: 0, lent: 1, deputy: 2 }
  const places = found.filter((place) => place !== undefined)
  return { person, places: places.sort((a, b) => order[a.holding.as] - order[b.holding.as]) }
}

async function placeIn(table: Reads, person: Account, id: string, today: LocalDate): Promise<Place | undefined> {
  const [post, organ] = await Promise.all([readPost(table, id), readOrgan(table, organOfPost(id))])
  if (!post || !organ || !isListed(organ, today)) return undefined
  const self = new Map([[person.id, person]])
  const standing = standingOf(post, person.id, self, today)
  if (standing?.holding.as !== 'deputy') return standing && { ...standing, organ }
  // Only a deputy needs to know how the holders are.
  const full = standingOf(post, person.id, await readPeople(table, [post]), today)
  return full && { ...full, organ }
}

function actor(person: Account, { post, organ, acts, standingIn }: Place): Actor {
  return {
    account: person.id,
    name: person.name,
    post: post.id,
    duty: post.duty,
    organ: organ.code,
    organName: organ.name,
    organPath: organ.path,
    scope: scopeOf(post.duty, organ),
    ...(acts && standingIn ? { standingIn } : {}),
  }
}
