import { type BoundRoute, bind } from '../../shared/http/bind.ts'
import type { Actor } from '../../shared/identity/actor.ts'
import { Refusal } from '../../shared/kernel/refusal.ts'
import { once } from '../../shared/table/once.ts'
import type { Table } from '../../shared/table/table.ts'
import { demandReader, loadMatter } from '../filing/contract.ts'
import { type Deps, publish } from './commands/publish.ts'
import { type Notice, routes } from './contract.ts'
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
      const [notice] = await noticesOf(table, actor, matter)
      return { notice: notice as Notice }
    }),
    bind(routes.list, async ({ params }, actor) => ({ notices: await noticesOf(table, actor, params.matter) })),
  ]
}

/** Latest first. */
async function noticesOf(table: Table, actor: Actor, matter: string): Promise<Notice[]> {
  const head = await loadMatter(table, matter)
  if (!head) throw new Refusal('not-found', '没有找到这个事项,或者它不在您的管理范围内。')
  demandReader(actor, head)
  return (await loadNotices(table, matter)).reverse()
}
