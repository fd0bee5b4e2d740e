import { type EventRow, eventKey } from '../../shared/events/chain.ts'
import { type BoundRoute, bind } from '../../shared/http/bind.ts'
import { once } from '../../shared/table/once.ts'
import type { Table } from '../../shared/table/table.ts'
import { type ImportDeps, type Imported, importList, readImported } from './commands/import.ts'
import { countFresh } from './commands/preview.ts'
import { type ListFile, readFile } from './commands/read-file.ts'
import { routes, type Summary } from './contract.ts'
import { readList } from './reads/list.ts'
import { lookUp } from './reads/look-up.ts'
import { listPk } from './store.ts'

/** As many as a person mends in one go. */
const MOST_LINES = 50

export function http(deps: ImportDeps): readonly BoundRoute[] {
  const { matters: table } = deps
  return [
    bind(routes.list, ({ query }, actor) => readList(table, actor, query)),
    bind(routes.preview, async ({ body }, actor) => {
      const file = readFile(body)
      return summary(file, await countFresh(table, actor, file))
    }),
    bind(routes.bring, async ({ body, once: key }, actor) => {
      const file = readFile(body)
      const record = await once(table, actor.account, key, deps.now(), (stamp) => importList(deps, actor, file, stamp))
      return summary(file, await broughtBy(table, readImported(record)))
    }),
    bind(routes.project, ({ params }, actor) => lookUp(table, actor, params.code)),
  ]
}

/** How many codes an import brought, by its own record. */
async function broughtBy(table: Table, { place, seq }: Imported): Promise<number> {
  const { data } = (await table.get({ pk: listPk(place), sk: eventKey(seq) })) as EventRow
  return Number(data.fresh)
}

function summary({ projects, repeated, wrong }: ListFile, fresh: number): Summary {
  const codes = projects.length
  const lines = wrong.slice(0, MOST_LINES)
  return { codes, fresh, known: codes - fresh, repeated, wrong: wrong.length, lines: [...lines] }
}
