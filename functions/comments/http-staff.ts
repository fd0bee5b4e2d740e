import { type BoundRoute, bind } from '../../shared/http/bind.ts'
import { Refusal } from '../../shared/kernel/refusal.ts'
import type { Ports } from '../../shared/ports.ts'
import type { Sealer } from '../../shared/signing/sealing.ts'
import { once } from '../../shared/table/once.ts'
import { demandReader, loadMatter } from '../filing/contract.ts'
import { answer, withhold } from './commands/answer.ts'
import { readContact } from './commands/contact.ts'
import { group } from './commands/group.ts'
import { type HearDeps, loadHeard } from './commands/hear.ts'
import { routes } from './contract.ts'
import { listComments, viewOf } from './reads.ts'
import { allOf, hearingPk, loadBalances, RootRow } from './store.ts'

export type StaffDeps = HearDeps & Pick<Ports, 'signer'> & { readonly sealer: Sealer }

export function staffHttp(deps: StaffDeps): BoundRoute[] {
  const { matters: table } = deps
  const balanceOf = async (matter: string) => ({ balance: (await loadBalances(table, matter)).whole })
  return [
    bind(routes.list, async ({ params, query }, actor) => {
      const { notice } = await loadHeard(deps, actor, params.matter)
      const { rows, cursor } = await listComments(table, notice, query)
      return { ...(await balanceOf(params.matter)), comments: rows.map(viewOf), ...(cursor ? { cursor } : {}) }
    }),
    bind(routes.balance, async ({ params }, actor) => {
      const matter = await loadMatter(table, params.matter)
      if (!matter) throw new Refusal('not-found', '没有找到这个事项,或者它不在您的管理范围内。')
      demandReader(actor, matter)
      return balanceOf(params.matter)
    }),
    bind(routes.answer, async ({ params, body, once: key }, actor) => {
      await once(table, actor.account, key, deps.now(), async (stamp) => {
        await answer(deps, actor, { ...params, ...body }, stamp)
        return params.matter
      })
      return balanceOf(params.matter)
    }),
    bind(routes.withhold, async ({ params, body, once: key }, actor) => {
      await once(table, actor.account, key, deps.now(), async (stamp) => {
        await withhold(deps, actor, { ...params, ...body }, stamp)
        return params.matter
      })
      return balanceOf(params.matter)
    }),
    bind(routes.group, async ({ params, body, once: key }, actor) => {
      await once(table, actor.account, key, deps.now(), async (stamp) => {
        await group(deps, actor, { ...params, ...body }, stamp)
        return params.matter
      })
      return balanceOf(params.matter)
    }),
    bind(routes.contact, ({ params, body }, actor) => readContact(deps, actor, { ...params, ...body })),
    bind(routes.proofs, async ({ params }) => {
      const roots = (await allOf(table, hearingPk(params.matter), 'ROOT#')).map((item) => RootRow.parse(item))
      return { matter: params.matter, roots }
    }),
    bind(routes.keys, async () => ({ keys: (await deps.signer.jwks()).keys.map((key) => ({ ...key })) })),
  ]
}
