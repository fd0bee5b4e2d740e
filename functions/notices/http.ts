import { type BoundRoute, bind } from '../../shared/http/bind.ts'
import type { Actor } from '../../shared/identity/actor.ts'
import { once } from '../../shared/table/once.ts'
import { actsOf, demandStep, loadForReading } from '../matters/offers.ts'
import { PUBLISH, publish } from './commands/publish.ts'
import { type Notice, routes } from './contract.ts'
import type { Deps } from './deps.ts'
import { loadNotices } from './store.ts'

export function http(deps: Deps): BoundRoute[] {
  const { matters: table } = deps
  return [
    bind(routes.publish, async (request, actor) => {
      const { matter } = request.params
      await once(table, actor.account, request.once, deps.now(), async (stamp) => {
        await publish(deps, actor, { matter, ...request.body }, stamp)
        return matter
      })
      const { notices } = await view(deps, actor, matter)
      return { notice: notices[0] as Notice }
    }),
    bind(routes.list, ({ params }, actor) => view(deps, actor, params.matter)),
  ]
}

/** Notices of a matter, latest first, and whether the caller may publish one now. */
async function view(deps: Deps, actor: Actor, matter: string) {
  const head = await loadForReading(deps.matters, actor, matter)
  const acts = actsOf({ publish: () => demandStep(PUBLISH, actor, head) })
  return { notices: await loadNotices(deps.matters, matter), acts }
}
