import { type BoundRoute, bind } from '../../shared/http/bind.ts'
import type { Request, Route } from '../../shared/http/route.ts'
import type { Actor } from '../../shared/identity/actor.ts'
import { type OnceWrites, once } from '../../shared/table/once.ts'
import { fileAway } from './commands/file.ts'
import { finish } from './commands/finish.ts'
import { bringPaper, confirmPaper } from './commands/paper.ts'
import { accept, refuse, returnForCorrection } from './commands/review.ts'
import { revise } from './commands/revise.ts'
import { saveForm } from './commands/save-form.ts'
import { setStamp } from './commands/stamp.ts'
import { recall, submit } from './commands/submit.ts'
import { routes } from './contract.ts'
import type { Deps } from './deps.ts'
import { viewOf } from './reads/view.ts'

type Command<I> = (deps: Deps, actor: Actor, input: I, stamp: OnceWrites) => Promise<void>
type OnMatterRoute = Route & { readonly may: readonly [Actor['duty'], ...Actor['duty'][]] }

export function http(deps: Deps): BoundRoute[] {
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
    bind(routes.read, ({ params }, actor) => viewOf(deps, actor, params.matter)),
    command(routes.saveForm, saveForm),
    command(routes.finish, finish),
    command(routes.revise, revise),
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
