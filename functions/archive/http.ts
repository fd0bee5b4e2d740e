import { ownWords, recordOf } from '../../shared/events/record.ts'
import type { UploadTicket } from '../../shared/files/files.ts'
import { type BoundRoute, bind } from '../../shared/http/bind.ts'
import type { Actor } from '../../shared/identity/actor.ts'
import { by } from '../../shared/identity/by.ts'
import { once } from '../../shared/table/once.ts'
import { loadForReading } from '../matters/offers.ts'
import { announce, ticketFor } from './commands/announce.ts'
import { open, openPublished } from './commands/open.ts'
import { verify } from './commands/verify.ts'
import { withdraw } from './commands/withdraw.ts'
import { routes } from './contract.ts'
import type { Deps } from './deps.ts'
import { demandMayAdd, demandMayBring } from './domain/rights.ts'
import { demandDocument } from './reads/document.ts'
import { looksOf } from './reads/looks.ts'
import { catalogueView, documentView } from './reads/view.ts'
import { loadDocuments, volumePk } from './store.ts'

export const http = (deps: Deps): BoundRoute[] => [...changing(deps), ...reading(deps)]

/** Papers brought and withdrawn; the answer is the paper as it is afterwards. */
function changing(deps: Deps): BoundRoute[] {
  const { matters: table } = deps

  const viewed = async (actor: Actor, matter: string, id: string) => {
    const [head, document] = await Promise.all([
      loadForReading(table, actor, matter),
      demandDocument(table, matter, id),
    ])
    return documentView(actor, head, document)
  }

  return [
    bind(routes.announce, async (request, actor) => {
      const { matter } = request.params
      const id = await once(table, actor.account, request.once, deps.now(), (stamp) =>
        announce(deps, actor, { matter, ...request.body }, stamp),
      )
      const document = await demandDocument(table, matter, id)
      // The command was sent again after the file had come: nothing is left to upload.
      const canUpload = document.state === 'awaiting' && document.lapsed === ''
      return {
        document: await viewed(actor, matter, id),
        ticket: canUpload ? ticketView(await ticketFor(deps, document)) : null,
      }
    }),
    bind(routes.ticket, async ({ params: { matter, document } }, actor) => {
      const head = await loadForReading(table, actor, matter)
      const paper = await demandDocument(table, matter, document)
      demandMayBring(actor, head, paper)
      const ticket = await ticketFor(deps, paper)
      return { document: await viewed(actor, matter, document), ticket: ticketView(ticket) }
    }),
    bind(routes.arrived, async ({ params: { matter, document } }, actor) => {
      demandMayAdd(actor, await loadForReading(table, actor, matter))
      await verify(deps, by(actor), matter, document)
      return { document: await viewed(actor, matter, document) }
    }),
    bind(routes.withdraw, async (request, actor) => {
      const { matter, document } = request.params
      await once(table, actor.account, request.once, deps.now(), async (stamp) => {
        await withdraw(deps, actor, { ...request.params, ...request.body }, stamp)
        return document
      })
      return { document: await viewed(actor, matter, document) }
    }),
  ]
}

function reading(deps: Deps): BoundRoute[] {
  const { matters: table } = deps
  return [
    bind(routes.catalogue, async ({ params: { matter } }, actor) => {
      const head = await loadForReading(table, actor, matter)
      return catalogueView(actor, head, await loadDocuments(table, matter))
    }),
    bind(routes.link, async ({ params: { matter, document } }, actor) => ({
      url: await open(deps, actor, matter, document),
    })),
    bind(routes.record, async ({ params: { matter }, query }, actor) => {
      await loadForReading(table, actor, matter)
      return recordOf(table, volumePk(matter), ownWords, query.cursor)
    }),
    bind(routes.looks, async ({ params: { matter }, query }, actor) => {
      await loadForReading(table, actor, matter)
      return looksOf(table, matter, query.cursor)
    }),
    bind(routes.paper, async ({ params: { matter, document } }) => ({
      status: 302,
      redirect: await openPublished(deps, matter, document),
    })),
  ]
}

const ticketView = ({ expiresAt, ...ticket }: UploadTicket) => ({
  ...ticket,
  fields: { ...ticket.fields },
  expiresAt: expiresAt.toISOString(),
})
