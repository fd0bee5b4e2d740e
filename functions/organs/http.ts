import { type BoundRoute, bind } from '../../shared/http/bind.ts'
import { demandScope } from '../../shared/identity/actor.ts'
import { dateInShanghai } from '../../shared/kernel/clock.ts'
import { appoint } from './commands/appoint.ts'
import { closeAccount } from './commands/close-account.ts'
import type { Deps } from './commands/deps.ts'
import { endHolding } from './commands/end-holding.ts'
import { handOver } from './commands/hand-over.ts'
import { lend } from './commands/lend.ts'
import { registerAccount } from './commands/register-account.ts'
import { setLeave } from './commands/set-leave.ts'
import { type MyPost, routes } from './contract.ts'
import { scopeOf } from './domain/scope.ts'
import { actingIn } from './domain/standing.ts'
import { type Place, placesOf } from './reads/actors.ts'
import { readOrgans, readPeople, readPeopleOf, readPosts } from './reads/register.ts'
import { loadOrgan } from './store.ts'

export function http(deps: Deps): readonly BoundRoute[] {
  const { table, now } = deps
  return [
    bind(routes.me, async (_, actor) => {
      const { person, places } = await placesOf(table, actor.account, dateInShanghai(now()))
      const posts = places.map(myPost)
      const current = posts.find((post) => post.post === actor.post) as MyPost
      return { account: person.id, name: person.name, current, posts }
    }),
    bind(routes.organs, async () => ({ organs: [...(await readOrgans(table))] })),
    bind(routes.posts, async ({ params }, actor) => {
      const { state: organ } = await loadOrgan(table, params.organ)
      demandScope(actor, organ.path, '单位')
      const [posts, employed] = await Promise.all([readPosts(table, organ.code), readPeopleOf(table, organ.code)])
      const people = await readPeople(
        table,
        posts,
        employed.map((one) => one.id),
      )
      const today = dateInShanghai(now())
      return {
        organ,
        posts: posts.map((post) => ({ ...post, acting: [...actingIn(post, people, today)] })),
        people: [...people.values()],
      }
    }),
    bind(routes.register, ({ params, body }, actor) => registerAccount(deps, actor, params.organ, body)),
    bind(routes.close, ({ params, body }, actor) => closeAccount(deps, actor, params.organ, body.account)),
    bind(routes.appoint, ({ params, body }, actor) => appoint(deps, actor, params.organ, body)),
    bind(routes.end, ({ params, body }, actor) => endHolding(deps, actor, params.organ, body)),
    bind(routes.handOver, ({ params, body }, actor) => handOver(deps, actor, params.organ, body)),
    bind(routes.lend, ({ params, body }, actor) => lend(deps, actor, params.organ, body)),
    bind(routes.leave, ({ params, body }, actor) => setLeave(deps, actor, params.organ, body)),
  ]
}

function myPost({ post, organ, holding, acts }: Place): MyPost {
  return {
    post: post.id,
    title: post.title,
    duty: post.duty,
    organ: organ.code,
    organName: organ.name,
    organPath: organ.path,
    scope: scopeOf(post.duty, organ),
    as: holding.as,
    acts,
    until: holding.to ?? null,
  }
}
