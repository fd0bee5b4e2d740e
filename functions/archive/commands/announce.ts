import { acceptedByName } from '../../../shared/files/accepts.ts'
import type { UploadTicket } from '../../../shared/files/files.ts'
import type { Actor } from '../../../shared/identity/actor.ts'
import { by } from '../../../shared/identity/by.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { OnceWrites } from '../../../shared/table/once.ts'
import { loadForReading } from '../../matters/offers.ts'
import type { Deps } from '../deps.ts'
import type { AnnounceText } from '../domain/announce.ts'
import { type Awaiting, type Document, isCurrent } from '../domain/document.ts'
import { DOCUMENT_KIND_NAMES } from '../domain/kinds.ts'
import { isLate } from '../domain/late.ts'
import { demandReportOpen } from '../domain/report.ts'
import { demandMayAdd } from '../domain/rights.ts'
import { secretMark } from '../domain/secrecy.ts'
import { demandDocument } from '../reads/document.ts'
import { documentRow, fileKey, loadDocument } from '../store.ts'
import { changeVolume } from './change.ts'

/** Announces a paper: what it is, and exactly which file will come. @returns its id */
export async function announce(
  deps: Deps,
  actor: Actor,
  input: AnnounceText & { readonly matter: string },
  stamp: OnceWrites,
): Promise<string> {
  const { matter, ...text } = input
  demandMayAdd(actor, await loadForReading(deps.matters, actor, matter))
  demandNoMark(text)
  const contentType = demandAccepted(text)
  const at = deps.now()
  const today = dateInShanghai(at)
  if (text.eventDate > today) {
    const fields = [{ field: 'eventDate', message: '不能晚于今天' }]
    throw new Refusal('invalid', '形成日期不能晚于今天。', { fields })
  }
  const id = deps.newId()
  await changeVolume(deps, matter, async (head) => {
    if (await loadDocument(deps.matters, matter, id)) return undefined // an earlier attempt went through after all
    demandMayAdd(actor, head)
    const replaced = text.replaces ? await replaceable(deps, matter, text.replaces) : undefined
    demandReportOpen(head, text, replaced)
    if (replaced) demandOneKind(text, replaced)
    const document: Awaiting = {
      state: 'awaiting',
      lapsed: '',
      id,
      matter,
      kind: text.kind,
      title: text.title,
      responsible: text.responsible.trim() || actor.organName,
      number: text.number,
      source: text.source,
      eventDate: text.eventDate,
      filename: text.filename,
      promised: { size: text.size, contentType, sha256: text.sha256 },
      restricted: text.restricted,
      noSecrets: text.noSecrets,
      uploadedBy: actor.account,
      uploadedByName: actor.name,
      uploadedByOrgan: actor.organ,
      announcedAt: at.toISOString(),
      late: isLate(text.eventDate, today),
      version: (replaced?.version ?? 0) + 1,
      replaces: replaced?.id ?? '',
      replaceReason: replaced ? text.replaceReason : '',
    }
    const { kind, source, version, replaces, promised } = document
    const what = `登记材料「${DOCUMENT_KIND_NAMES[kind]}」,等待上传`
    return {
      type: 'archive.announced',
      by: by(actor),
      at: document.announcedAt,
      data: { what, document: id, kind, source, version, replaces, sha256: promised.sha256 },
      rows: [{ put: documentRow(document), when: 'absent' }],
      others: stamp(id),
    }
  })
  return id
}

/** A ticket for a paper whose file has not come: any number of times, until it lapses. */
export async function ticketFor(deps: Pick<Deps, 'files'>, document: Document): Promise<UploadTicket> {
  if (document.state !== 'awaiting') throw new Refusal('wrong-state', '这份材料的文件已经收到,不需要再上传。')
  if (document.lapsed) throw new Refusal('wrong-state', `${document.lapsed},请重新登记这份材料。`)
  return deps.files.ticketForPut(fileKey(document), document.promised)
}

function demandNoMark(text: AnnounceText): void {
  const fields = (['title', 'filename', 'number'] as const).flatMap((field) => {
    const mark = secretMark(text[field])
    return mark ? [{ field, message: `出现密级标志「${mark}」` }] : []
  })
  if (fields.length === 0) return
  throw new Refusal('rule', '题名、文号或文件名里有密级标志。涉密材料不得上传到本系统,请按保密规定在线下保管。', {
    fields,
  })
}

/** @returns the media type that a file of this name must turn out to be */
function demandAccepted(text: AnnounceText): string {
  const accepted = acceptedByName(text.filename)
  const refuse = (code: 'unsupported' | 'too-large', message: string) =>
    new Refusal(code, message, { fields: [{ field: code === 'too-large' ? 'size' : 'filename', message }] })
  if (!accepted) {
    throw refuse('unsupported', '不收这种文件。请另存为 PDF、OFD、Word、WPS、Excel、JPEG、MP4 等格式后再上传。')
  }
  if (text.contentType !== undefined && text.contentType !== accepted.mediaType) {
    throw refuse('unsupported', `文件名是${accepted.label},与所报的文件类型不一致,请重新选择文件。`)
  }
  if (text.size > accepted.maxSize) {
    throw refuse('too-large', `${accepted.label}最大 ${accepted.maxSize / 1_048_576} MB,请压缩或分成几份后再上传。`)
  }
  return accepted.mediaType
}

/** Only a report may correct a report, or the volume would lose its report or have two. */
function demandOneKind(text: AnnounceText, replaced: Document): void {
  if ((text.kind === 'report') === (replaced.kind === 'report')) return
  const message = `更正件的种类应与原件一致，请选择「${DOCUMENT_KIND_NAMES[replaced.kind]}」`
  throw new Refusal('invalid', `${message}。`, { fields: [{ field: 'kind', message }] })
}

/** What may be corrected: a paper that is in the volume and not corrected already. */
async function replaceable(deps: Deps, matter: string, id: string): Promise<Document> {
  const document = await demandDocument(deps.matters, matter, id)
  if (isCurrent(document)) return document
  const message = document.state === 'verified' ? '它已被另一份替换,请替换最新的那一份' : '它不在卷内,不需要替换'
  throw new Refusal('wrong-state', `不能替换这份材料:${message}。`, { fields: [{ field: 'replaces', message }] })
}
