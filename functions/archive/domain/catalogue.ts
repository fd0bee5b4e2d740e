import { DOCUMENT_STATE_NAMES, type Document } from './document.ts'
import { DOCUMENT_KINDS } from './kinds.ts'

/** A line of 卷内目录 (GB/T 9705-2008): 顺序号 · 文号 · 责任者 · 题名 · 日期 · 页数 · 备注. */
export interface CatalogueLine {
  /** 顺序号; null for what is not in the volume (awaiting, quarantined, withdrawn). */
  readonly order: number | null
  readonly document: Document
  /** `YYYYMMDD`, as catalogues write it (DA/T 22). */
  readonly date: string
  readonly pages: number | null
  readonly remark: string
}

const rank = (document: Document) => DOCUMENT_KINDS.indexOf(document.kind)

/** Text in code-unit order: the same on every machine, whatever its language. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/**
 * The catalogue as it stands: by kind in the standard's order, then by date, then as announced. Until the volume is
 * sealed every change numbers it anew. A paper that was replaced keeps its place and names the one that replaced it.
 */
export function catalogueOf(documents: readonly Document[]): CatalogueLine[] {
  const inVolume = documents
    .filter((document) => document.state === 'verified')
    .sort((a, b) => rank(a) - rank(b) || compare(a.eventDate, b.eventDate) || compare(a.id, b.id))
  const order = new Map(inVolume.map((document, i) => [document.id, i + 1]))
  const outside = documents.filter((document) => !order.has(document.id)).sort((a, b) => compare(a.id, b.id))
  return [...inVolume, ...outside].map((document) => lineOf(document, order))
}

/** One paper by itself: without the others it has no number, and its remark names none. */
export function lineOf(document: Document, order: ReadonlyMap<string, number> = new Map()): CatalogueLine {
  return {
    order: order.get(document.id) ?? null,
    document,
    date: document.eventDate.replaceAll('-', ''),
    pages: 'file' in document ? (document.file?.pages ?? null) : null,
    remark: remarkOf(document, order),
  }
}

function remarkOf(document: Document, order: ReadonlyMap<string, number>): string {
  const parts: string[] = []
  const by = document.state === 'verified' && document.replacedBy ? order.get(document.replacedBy) : undefined
  if (by) parts.push(`已由第 ${by} 件替换`)
  const replaced = order.get(document.replaces)
  if (replaced) parts.push(`替换第 ${replaced} 件:${document.replaceReason.trim()}`)
  if (document.late) parts.push('逾期补录')
  if (document.source === 'transcription') parts.push('录入件')
  if (document.restricted) parts.push('限阅')
  if (document.state === 'awaiting') parts.push(document.lapsed || DOCUMENT_STATE_NAMES.awaiting)
  if (document.state === 'quarantined') parts.push(document.reason)
  if (document.state === 'withdrawn') parts.push(`已撤下:${document.reason}`)
  return parts.join(';')
}
