import { type BoundRoute, bind } from '../../../shared/http/bind.ts'
import type { Request, Route } from '../../../shared/http/route.ts'
import type { Actor } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Ports } from '../../../shared/ports.ts'
import { type OnceWrites, once } from '../../../shared/table/once.ts'
import { demandFiler, demandReader, loadMatter } from '../../matters/offers.ts'
import { answer } from '../commands/answer.ts'
import { group } from '../commands/group.ts'
import { type HearDeps, loadHeard } from '../commands/hear.ts'
import { look } from '../commands/look.ts'
import { openContact, recordOpening } from '../commands/open-contact.ts'
import { screen } from '../commands/screen.ts'
import { withhold } from '../commands/withhold.ts'
import { routes } from '../contract.ts'
import { shownBalance } from '../domain/balance.ts'
import { demandHearer } from '../domain/hearing.ts'
import { listComments, viewForFiler, viewOf } from '../reads/list.ts'
import { hearingRecord, listLooks } from '../reads/record.ts'
import { listSealed } from '../reads/sealed.ts'
import { allOf, hearingPk, loadBalances, RootRow, SEALED } from '../store.ts'

export type StaffDeps = HearDeps & Pick<Ports, 'signer' | 'sealer'>

type OfficerRoute = Route & { readonly may: readonly ['comment-officer'] }

export function staffHttp(deps: StaffDeps): BoundRoute[] {
  const { matters: table } = deps
  const balanceOf = async (matter: string) => ({
    balance: shownBalance((await loadBalances(table, matter)).whole),
  })
  const demandReadable = async (actor: Actor, id: string) => {
    const matter = await loadMatter(table, id)
    if (!matter) throw new Refusal('not-found', '没有找到这个事项,或者它不在您的管理范围内。')
    demandReader(actor, matter)
  }

  /** A command on comments: carried out once per key, answered with the numbers as they are afterwards. */
  const command = <I>(
    route: OfficerRoute,
    run: (deps: HearDeps, actor: Actor, input: I, stamp: OnceWrites) => Promise<void>,
  ) =>
    bind(route, async (request, actor) => {
      const { params, body } = request as Request<Route> & { params: { matter: string } }
      await once(table, actor.account, request.once, deps.now(), async (stamp) => {
        await run(deps, actor, { ...params, ...(body as object) } as I, stamp)
        return params.matter
      })
      return (await balanceOf(params.matter)) as never
    })

  return [
    bind(routes.list, async ({ params, query }, actor) => {
      const screenedOnly = actor.duty === 'filer'
      const { notice } = await loadHeard(deps, actor, params.matter, screenedOnly ? demandFiler : demandHearer)
      await look(deps, actor, params.matter, 'list')
      const { rows, cursor } = await listComments(table, notice, { ...query, screenedOnly })
      const comments = rows.map(screenedOnly ? viewForFiler : viewOf)
      return { ...(await balanceOf(params.matter)), comments, ...(cursor ? { cursor } : {}) }
    }),
    bind(routes.balance, async ({ params }, actor) => {
      await demandReadable(actor, params.matter)
      return balanceOf(params.matter)
    }),
    command(routes.screen, screen),
    command(routes.answer, answer),
    command(routes.withhold, withhold),
    command(routes.group, group),
    bind(routes.contact, async ({ params, body, once: key }, actor) => {
      const opening = { ...params, ...body }
      await once(table, actor.account, key, deps.now(), async (stamp) => {
        await recordOpening(deps, actor, opening, stamp)
        return params.comment
      })
      return openContact(deps, actor, opening)
    }),
    bind(routes.looks, async ({ params, query }, actor) => {
      await demandReadable(actor, params.matter)
      return listLooks(table, params.matter, query.cursor)
    }),
    bind(routes.record, async ({ params, query }, actor) => {
      await demandReadable(actor, params.matter)
      return hearingRecord(table, params.matter, query.cursor)
    }),
    bind(routes.sealed, async ({ query }, actor) => {
      await look(deps, actor, SEALED, 'sealed')
      return listSealed(table, actor.organ, query.cursor)
    }),
    bind(routes.proofs, async ({ params }) => {
      const roots = (await allOf(table, hearingPk(params.matter), 'ROOT#')).map((item) => RootRow.parse(item))
      return { matter: params.matter, roots }
    }),
    bind(routes.keys, async () => ({ keys: (await deps.signer.jwks()).keys.map((key) => ({ ...key })) })),
  ]
}
