import { type BoundRoute, bind } from '../../../shared/http/bind.ts'
import type { Request, Route } from '../../../shared/http/route.ts'
import type { Actor } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Ports } from '../../../shared/ports.ts'
import { type OnceWrites, once } from '../../../shared/table/once.ts'
import type { Table } from '../../../shared/table/table.ts'
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
import { hearingPk, loadBalances, ROOTS, RootRow, SEALED } from '../store.ts'

export type StaffDeps = HearDeps & Pick<Ports, 'signer' | 'sealer'>

type OfficerRoute = Route & { readonly may: readonly ['comment-officer'] }

export function staffHttp(deps: StaffDeps): BoundRoute[] {
  const { matters: table } = deps
  return [
    bind(routes.list, async ({ params, query }, actor) => {
      const screenedOnly = actor.duty === 'filer'
      const { notice } = await loadHeard(deps, actor, params.matter, screenedOnly ? demandFiler : demandHearer)
      await look(deps, actor, params.matter, 'list')
      const { rows, cursor } = await listComments(table, notice, { ...query, screenedOnly })
      const comments = rows.map(screenedOnly ? viewForFiler : viewOf)
      return { ...(await balanceOf(table, params.matter)), comments, ...(cursor ? { cursor } : {}) }
    }),
    bind(routes.balance, async ({ params }, actor) => {
      await demandReadable(table, actor, params.matter)
      return balanceOf(table, params.matter)
    }),
    onComments(deps, routes.screen, screen),
    onComments(deps, routes.answer, answer),
    onComments(deps, routes.withhold, withhold),
    onComments(deps, routes.group, group),
    bind(routes.contact, async ({ params, body, once: key }, actor) => {
      const opening = { ...params, ...body }
      await once(table, actor.account, key, deps.now(), async (writes) => {
        await recordOpening(deps, actor, opening, writes)
        return params.comment
      })
      return openContact(deps, actor, opening)
    }),
    bind(routes.looks, async ({ params, query }, actor) => {
      await demandReadable(table, actor, params.matter)
      return listLooks(table, params.matter, query.cursor)
    }),
    bind(routes.record, async ({ params, query }, actor) => {
      await demandReadable(table, actor, params.matter)
      return hearingRecord(table, params.matter, query.cursor)
    }),
    bind(routes.sealed, async ({ query }, actor) => {
      await look(deps, actor, SEALED, 'sealed')
      return listSealed(table, actor.organ, query.cursor)
    }),
    bind(routes.proofs, async ({ params }) => {
      const roots = await table.all({ pk: hearingPk(params.matter), prefix: ROOTS })
      return { matter: params.matter, roots: roots.map((item) => RootRow.parse(item)) }
    }),
    bind(routes.keys, async () => ({ keys: (await deps.signer.jwks()).keys.map((key) => ({ ...key })) })),
  ]
}

/** A command on comments: carried out once per key, answered with the numbers as they are afterwards. */
function onComments<I>(
  deps: HearDeps,
  route: OfficerRoute,
  run: (deps: HearDeps, actor: Actor, input: I, once: OnceWrites) => Promise<void>,
): BoundRoute {
  const { matters: table } = deps
  return bind(route, async (request, actor) => {
    const { params, body } = request as Request<Route> & { params: { matter: string } }
    await once(table, actor.account, request.once, deps.now(), async (writes) => {
      await run(deps, actor, { ...params, ...(body as object) } as I, writes)
      return params.matter
    })
    return (await balanceOf(table, params.matter)) as never
  })
}

async function balanceOf(table: Table, matter: string) {
  return { balance: shownBalance((await loadBalances(table, matter)).whole) }
}

async function demandReadable(table: Table, actor: Actor, id: string): Promise<void> {
  const matter = await loadMatter(table, id)
  if (!matter) throw new Refusal('not-found', '没有找到这个事项,或者它不在您的管理范围内。')
  demandReader(actor, matter)
}
