import * as z from 'zod'
import { route } from '../../shared/http/route.ts'
import { text } from '../../shared/kernel/text.ts'
import { Act, Cursor, MatterParams, RecordView } from '../matters/contract.ts'
import { AnnounceText } from './domain/announce.ts'
import { DOCUMENT_ID } from './domain/document.ts'
import { DOCUMENT_KINDS, SOURCES } from './domain/kinds.ts'

export { DOCUMENT_KIND_NAMES, SOURCE_NAMES } from './domain/kinds.ts'

const DocumentParams = z.strictObject({
  ...MatterParams.shape,
  document: z.string().regex(DOCUMENT_ID, '材料编号不对'),
})

/** A line of 卷内目录 as the desk shows it. For a restricted paper that the caller may not open, the title is its kind. */
export const DocumentView = z.object({
  id: z.string(),
  /** 顺序号; null for what is not in the volume. */
  order: z.int().nullable(),
  kind: z.enum(DOCUMENT_KINDS),
  kindName: z.string(),
  title: z.string(),
  responsible: z.string(),
  /** 文号 */
  number: z.string(),
  /** `YYYYMMDD` */
  date: z.string(),
  /** 页数; null where it cannot be told. */
  pages: z.int().nullable(),
  remark: z.string(),
  source: z.enum(SOURCES),
  sourceName: z.string(),
  state: z.enum(['awaiting', 'verified', 'quarantined', 'withdrawn']),
  stateName: z.string(),
  /** Why it failed, lapsed or was withdrawn. */
  reason: z.string(),
  filename: z.string(),
  size: z.int(),
  contentType: z.string(),
  sha256: z.string(),
  /** When the file arrived; '' before. */
  capturedAt: z.string(),
  announcedAt: z.string(),
  uploadedByName: z.string(),
  restricted: z.boolean(),
  late: z.boolean(),
  version: z.int(),
  replaces: z.string(),
  replacedBy: z.string(),
  retention: z.string(),
  /** What the caller may do with it now. */
  may: z.object({ open: z.boolean(), upload: z.boolean(), replace: z.boolean(), withdraw: z.boolean() }),
})
export type DocumentView = z.infer<typeof DocumentView>

/** How to bring the file: a request of this method to `url` with exactly these headers, the body being the file. */
const Ticket = z.object({
  method: z.enum(['PUT', 'POST']),
  url: z.string(),
  fields: z.record(z.string(), z.string()),
  expiresAt: z.string(),
})

const Accepts = z.object({
  mediaType: z.string(),
  /** Lower case, without the dot. */
  extensions: z.array(z.string()),
  label: z.string(),
  maxSize: z.int(),
})

export const Catalogue = z.object({
  documents: z.array(DocumentView),
  /** Every paper that this volume must hold, and whether it does. */
  checklist: z.array(
    z.object({
      kind: z.enum(DOCUMENT_KINDS),
      name: z.string(),
      basis: z.string(),
      present: z.boolean(),
      gap: z.string(),
    }),
  ),
  /** What may be uploaded: for the file chooser, and for telling people before they wait. */
  accepts: z.array(Accepts),
  /** `add`. */
  acts: z.array(Act),
})
export type Catalogue = z.infer<typeof Catalogue>

const Look = z.object({ document: z.string(), name: z.string(), organName: z.string(), at: z.string() })

const onDocument = { params: DocumentParams } as const
const contributors = { may: ['filer', 'leader', 'archivist', 'reviewer', 'comment-officer'] } as const

export const routes = {
  announce: route({
    method: 'POST',
    path: '/api/matters/{matter}/documents',
    ...contributors,
    summary: '登记一份材料,取得上传凭证',
    params: MatterParams,
    body: AnnounceText,
    reply: z.object({ document: DocumentView, ticket: Ticket.nullable() }),
    status: 201,
  }),
  ticket: route({
    method: 'POST',
    path: '/api/matters/{matter}/documents/{document}/ticket',
    ...contributors,
    summary: '重新取得上传凭证(断线或凭证过期后)',
    ...onDocument,
    reply: z.object({ document: DocumentView, ticket: Ticket }),
  }),
  arrived: route({
    method: 'POST',
    path: '/api/matters/{matter}/documents/{document}/arrived',
    ...contributors,
    summary: '文件已传完,请求校验入卷',
    ...onDocument,
    reply: z.object({ document: DocumentView }),
  }),
  withdraw: route({
    method: 'POST',
    path: '/api/matters/{matter}/documents/{document}/withdraw',
    may: ['filer', 'archivist'],
    summary: '撤下一份材料(报送前)',
    ...onDocument,
    body: z.strictObject({ reason: text({ min: 2, max: 300, label: '撤下的理由' }) }),
    reply: z.object({ document: DocumentView }),
  }),
  catalogue: route({
    method: 'GET',
    path: '/api/matters/{matter}/documents',
    may: 'signed-in',
    summary: '卷内目录和缺项',
    params: MatterParams,
    reply: Catalogue,
  }),
  link: route({
    method: 'GET',
    path: '/api/matters/{matter}/documents/{document}/link',
    may: 'signed-in',
    summary: '一份材料的短时下载地址(记入查阅记录)',
    ...onDocument,
    reply: z.object({ url: z.string() }),
  }),
  record: route({
    method: 'GET',
    path: '/api/matters/{matter}/documents/record',
    may: 'signed-in',
    summary: '台账的办理记录,最近的在前',
    params: MatterParams,
    query: z.strictObject({ cursor: Cursor }),
    reply: RecordView,
  }),
  looks: route({
    method: 'GET',
    path: '/api/matters/{matter}/looks',
    may: ['archivist', 'auditor'],
    summary: '查阅记录:谁在何时取过哪份材料,最近的在前',
    params: MatterParams,
    query: z.strictObject({ cursor: z.string().max(2000).optional() }),
    reply: z.object({ looks: z.array(Look), cursor: z.string().optional() }),
  }),
  paper: route({
    method: 'GET',
    path: '/papers/{matter}/{document}',
    may: 'public',
    summary: '公示附件下载',
    ...onDocument,
    page: true,
  }),
} as const
