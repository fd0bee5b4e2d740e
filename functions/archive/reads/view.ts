import { ACCEPTS } from '../../../shared/files/accepts.ts'
import type { Actor } from '../../../shared/identity/actor.ts'
import { actsOf, type Matter } from '../../matters/offers.ts'
import type { Catalogue, DocumentView } from '../contract.ts'
import { type CatalogueLine, catalogueOf, lineOf } from '../domain/catalogue.ts'
import { checklist } from '../domain/completeness.ts'
import { DOCUMENT_STATE_NAMES, type Document, isCurrent } from '../domain/document.ts'
import { DOCUMENT_KIND_NAMES, SOURCE_NAMES } from '../domain/kinds.ts'
import { reportObjection } from '../domain/report.ts'
import { TERM_NAMES } from '../domain/retention.ts'
import { demandMayAdd, mayAdd, mayOpen, withdrawalObjection } from '../domain/rights.ts'

/** The volume as one person sees it. */
export function catalogueView(actor: Actor, matter: Matter, documents: readonly Document[]): Catalogue {
  return {
    documents: catalogueOf(documents).map((line) => viewOf(actor, matter, line)),
    checklist: checklist(matter.facts, documents),
    accepts: ACCEPTS.map(({ mediaType, extension, others = [], label, maxSize }) => ({
      mediaType,
      extensions: [extension, ...others],
      label,
      maxSize,
    })),
    acts: actsOf({ add: () => demandMayAdd(actor, matter) }),
  }
}

/**
 * One paper by itself, without its number: that would mean reading all others, and a command on one paper must cost the
 * same whatever the volume holds.
 */
export function documentView(actor: Actor, matter: Matter, document: Document): DocumentView {
  return viewOf(actor, matter, lineOf(document))
}

function viewOf(actor: Actor, matter: Matter, { document, ...line }: CatalogueLine): DocumentView {
  const { kind, source, state, promised } = document
  const file = 'file' in document ? document.file : null
  const open = mayOpen(actor, matter, document)
  const mayBring = mayAdd(actor, matter) && !(kind === 'report' && reportObjection(matter))
  // A title or a file name may name a person: who may not open the paper sees its kind only.
  const named = open
    ? { title: document.title, filename: document.filename, responsible: document.responsible, number: document.number }
    : { title: `${DOCUMENT_KIND_NAMES[kind]}(限阅)`, filename: '', responsible: '', number: '' }
  return {
    ...line,
    ...named,
    remark: open ? line.remark : '限阅',
    id: document.id,
    kind,
    kindName: DOCUMENT_KIND_NAMES[kind],
    source,
    sourceName: SOURCE_NAMES[source],
    state,
    stateName: DOCUMENT_STATE_NAMES[state],
    reason: document.state === 'awaiting' ? document.lapsed : 'reason' in document && open ? document.reason : '',
    size: file?.size ?? promised.size,
    contentType: file?.contentType ?? promised.contentType,
    sha256: file?.sha256 ?? promised.sha256,
    capturedAt: file?.capturedAt ?? '',
    announcedAt: document.announcedAt,
    uploadedByName: document.uploadedByName,
    restricted: document.restricted,
    late: document.late,
    version: document.version,
    replaces: document.replaces,
    replacedBy: document.state === 'verified' ? document.replacedBy : '',
    retention: file ? TERM_NAMES[file.term] : '',
    may: {
      open: open && state === 'verified',
      upload: document.state === 'awaiting' && document.lapsed === '' && mayBring,
      // Who may not open a paper cannot tell what is wrong with it.
      replace: open && isCurrent(document) && mayBring,
      withdraw: withdrawalObjection(actor, matter, document) === undefined,
    },
  }
}
