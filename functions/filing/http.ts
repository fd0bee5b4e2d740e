import { type BoundRoute, bind } from '../../shared/http/bind.ts'
import type { Request, Route } from '../../shared/http/route.ts'
import type { Actor } from '../../shared/identity/actor.ts'
import { once, type Stamp } from '../../shared/table/once.ts'
import { cancel } from './commands/cancel.ts'
import { loadForReading } from './commands/change.ts'
import type { Deps } from './commands/deps.ts'
import { fileAway } from './commands/file.ts'
import { finish } from './commands/finish.ts'
import { bringPaper, confirmPaper } from './commands/paper.ts'
import { register } from './commands/register.ts'
import { accept, refuse, returnForCorrection } from './commands/review.ts'
import { revise } from './commands/revise.ts'
import { saveForm } from './commands/save-form.ts'
import { setStamp } from './commands/stamp.ts'
import { recall, submit } from './commands/submit.ts'
import { type MatterView, routes } from './contract.ts'
import { listMatters, type SearchScope, searchMatters } from './reads.ts'
import { recordOf } from './record.ts'
import { todoPage } from './todo.ts'
import { viewOf } from './view.ts'

type Command<I> = (deps: Deps, actor: Actor, input: I, stamp: Stamp) => Promise<void>
type OnMatterRoute = Route & { readonly may: readonly [Actor['duty'], ...Actor['duty'][]] }

export function http(deps: Deps, scope: SearchScope): BoundRoute[] {
  const { matters: table } = deps

  /** A command on a matter: carried out once per key, answered with the matter as it is afterwards. */
  const command = <T extends OnMatterRoute, I>(route: T, run: Command<I>) =>
    bind(route as OnMatterRoute, async (request, actor) => {
      const { params, body } = request as Request<Route> & { params: { matter: string } }
      const input = { ...(body as object), ...params } as I
      await once(table, actor.account, request.once, deps.now(), async (stamp) => {
        await run(deps, actor, input, stamp)
        return params.matter
      })
      return (await viewOf(deps, actor, params.matter)) as never
    })

  return [
    bind(routes.register, async (request, actor): Promise<MatterView> => {
      const id = await once(table, actor.account, request.once, deps.now(), (stamp) =>
        register(deps, actor, request.body, stamp),
      )
      return viewOf(deps, actor, id)
    }),
    bind(routes.list, ({ query }, actor) => listMatters(table, actor, query)),
    bind(routes.read, ({ params }, actor) => viewOf(deps, actor, params.matter)),
    bind(routes.record, async ({ params, query }, actor) => {
      await loadForReading(deps, actor, params.matter)
      return recordOf(table, params.matter, query.cursor)
    }),
    bind(routes.todo, (_, actor) => todoPage(table, actor)),
    bind(routes.search, ({ query }, actor) => searchMatters(table, actor, scope, query.q)),
    command(routes.saveForm, saveForm),
    command(routes.finish, finish),
    command(routes.revise, revise),
    command(routes.cancel, cancel),
    command(routes.stamp, setStamp),
    command(routes.bringPaper, bringPaper),
    command(routes.confirmPaper, confirmPaper),
    command(routes.submit, submit),
    command(routes.recall, recall),
    command(routes.accept, accept),
    command(routes.return, returnForCorrection),
    command(routes.refuse, refuse),
    command(routes.file, fileAway),
  ]
}
