import { type Document, isCurrent } from './document.ts'
import { DOCUMENT_KIND_NAMES, type DocumentKind, ORIGINALS_ONLY } from './kinds.ts'

/** What decides which papers a volume must hold. */
export interface Demanding {
  readonly tracks: readonly string[]
  readonly procedure: 'general' | 'simple'
}

interface Demand {
  readonly kind: DocumentKind
  readonly basis: string
  /** Only under one of these tracks. */
  readonly tracks?: readonly string[]
  /** Only in this procedure. */
  readonly procedure?: 'general' | 'simple'
}

const SEED = '创建标准 四规范之四(台帐资料规范)'

/**
 * 一事一卷: the seed's eight, and what 713号条例 adds for administrative decisions. A simple procedure holds no hearing, expert
 * review or joint meeting unless somebody chose to: the seed asks for what was 「开展稳评时形成」. That reading is ours, to be
 * confirmed by the city.
 */
export const DEMANDS: readonly Demand[] = [
  { kind: 'report', basis: SEED },
  { kind: 'filing-form', basis: SEED },
  { kind: 'visit', basis: SEED },
  { kind: 'hearing', basis: SEED, procedure: 'general' },
  { kind: 'expert', basis: SEED, procedure: 'general' },
  { kind: 'opinion', basis: SEED },
  { kind: 'meeting', basis: SEED, procedure: 'general' },
  { kind: 'media', basis: SEED },
  { kind: 'plan', basis: '创建标准 四规范之二(评估工作流程、评估方案)', procedure: 'general' },
  { kind: 'notice-evidence', basis: '国务院令第713号第十五条', tracks: ['admin-decision'] },
  { kind: 'legality', basis: '国务院令第713号第二十五条', tracks: ['admin-decision'] },
]

export interface ChecklistLine {
  readonly kind: DocumentKind
  readonly name: string
  readonly basis: string
  readonly present: boolean
  /** 缺项说明: why it does not count yet; '' when present. */
  readonly gap: string
}

/** Every paper that this volume must hold, and whether it does. */
export function checklist(matter: Demanding, documents: readonly Document[]): ChecklistLine[] {
  return DEMANDS.filter(
    (demand) =>
      (!demand.tracks || demand.tracks.some((track) => matter.tracks.includes(track))) &&
      (!demand.procedure || demand.procedure === matter.procedure),
  ).map(({ kind, basis }) => {
    const gap = gapOf(kind, documents)
    return { kind, name: DOCUMENT_KIND_NAMES[kind], basis, present: gap === '', gap }
  })
}

function gapOf(kind: DocumentKind, documents: readonly Document[]): string {
  const ofKind = documents.filter((document) => document.kind === kind)
  const current = ofKind.filter(isCurrent)
  if (current.some((document) => !ORIGINALS_ONLY.has(kind) || document.source !== 'transcription')) return ''
  if (current.length > 0) return '只有录入件,还缺原始记录(扫描件或照片)'
  if (ofKind.some((document) => document.state === 'awaiting')) return '已登记,文件还没有传到或没有校验完'
  if (ofKind.some((document) => document.state === 'quarantined')) return '上传的文件没有通过校验,请重新上传'
  return '缺'
}
