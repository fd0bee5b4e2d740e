import { type BoundRoute, bind } from '../../shared/http/bind.ts'
import { once } from '../../shared/table/once.ts'
import { cancel } from './commands/cancel.ts'
import { type RegisterDeps, register } from './commands/register.ts'
import { routes } from './contract.ts'
import { listMatters, type SearchScope, searchMatters } from './reads/lists.ts'
import { loadForReading } from './reads/load.ts'
import { matterRecord } from './reads/record.ts'
import { todoPage } from './reads/todo.ts'
import { matterView } from './reads/view.ts'

export function http(deps: RegisterDeps, scope: SearchScope): BoundRoute[] {
  const { matters: table, parts } = deps
  const lists = { table, parts }
  return [
    bind(routes.register, async (request, actor) => {
      const id = await once(table, actor.account, request.once, deps.now(), (stamp) =>
        register(deps, actor, request.body, stamp),
      )
      return matterView(deps, actor, await loadForReading(table, actor, id))
    }),
    bind(routes.cancel, async ({ params: { matter }, body, once: key }, actor) => {
      await once(table, actor.account, key, deps.now(), async (stamp) => {
        await cancel(deps, actor, { matter, ...body }, stamp)
        return matter
      })
      return matterView(deps, actor, await loadForReading(table, actor, matter))
    }),
    bind(routes.list, ({ query }, actor) => listMatters(lists, actor, query)),
    bind(routes.record, async ({ params, query }, actor) => {
      await loadForReading(table, actor, params.matter)
      return matterRecord(table, parts, params.matter, query.cursor)
    }),
    bind(routes.todo, (_, actor) => todoPage(lists, actor)),
    bind(routes.search, ({ query }, actor) => searchMatters(lists, actor, scope, query.q)),
  ]
}
