import type { By } from '../../../shared/events/chain.ts'
import { type FileInfo, FileMismatch } from '../../../shared/files/files.ts'
import { dateInShanghai, instantInShanghai } from '../../../shared/kernel/clock.ts'
import type { Write } from '../../../shared/table/table.ts'
import { loadMatter, type MatterHead } from '../../matters/offers.ts'
import { pagesOf } from '../content/pages.ts'
import type { Deps } from '../deps.ts'
import { type Awaiting, type Document, isCurrent, type KeptFile, type Verified } from '../domain/document.ts'
import { DOCUMENT_KIND_NAMES } from '../domain/kinds.ts'
import { concernsReport, reportObjection } from '../domain/report.ts'
import { lockedUntil, retentionOf } from '../domain/retention.ts'
import { documentRow, fileKey, loadDocument, quarantineKey } from '../store.ts'
import { changeVolume } from './change.ts'

const NOT_REPLACEABLE = '它要替换的那份材料已被另一份替换或已撤下。请核对后重新登记。'

/** Copies the checked version into the locked place and commits the paper as part of the volume. */
export async function keep(deps: Deps, who: By, document: Awaiting, arrived: FileInfo): Promise<void> {
  const head = await loadMatter(deps.matters, document.matter)
  if (!head) throw new Error('a paper without its matter')
  // Asked before copying as well: a file in the locked place cannot be removed.
  const early = await placeOf(deps, head, document)
  if ('lost' in early) return quarantine(deps, who, document, arrived, early.lost)
  const file = await archived(deps, head, document, arrived)
  let lost = ''
  await changeVolume(deps, document.matter, async (current) => {
    if ((await loadDocument(deps.matters, document.matter, document.id))?.state !== 'awaiting') return undefined
    const place = await placeOf(deps, current, document)
    lost = 'lost' in place ? place.lost : ''
    if ('lost' in place) return undefined
    const { lapsed: _, ...announced } = document
    const after: Verified = { ...announced, state: 'verified', file, replacedBy: '' }
    const { size, contentType, sha256, version } = file
    return {
      type: 'archive.verified',
      by: who,
      at: deps.now().toISOString(),
      data: {
        what: `材料「${DOCUMENT_KIND_NAMES[document.kind]}」通过校验,入卷`,
        document: document.id,
        replaces: document.replaces,
        sha256,
        size,
        contentType,
        version,
      },
      rows: [settled(after), ...place.replaced],
    }
  })
  if (lost) await quarantine(deps, who, document, arrived, lost)
}

/** Puts the file aside, where nothing links to it, and says why. */
export async function quarantine(deps: Deps, who: By, document: Awaiting, arrived: FileInfo, reason: string) {
  const from = { space: 'incoming', key: arrived.key, version: arrived.version } as const
  const key = quarantineKey(document)
  if (!(await deps.files.head('incoming', key))) await deps.files.copy(from, { space: 'incoming', key })
  await changeVolume(deps, document.matter, async () => {
    if ((await loadDocument(deps.matters, document.matter, document.id))?.state !== 'awaiting') return undefined
    const at = deps.now().toISOString()
    const { lapsed: _, ...announced } = document
    return {
      type: 'archive.quarantined',
      by: who,
      at,
      data: {
        what: `材料「${DOCUMENT_KIND_NAMES[document.kind]}」未通过校验,已隔离:${reason}`,
        document: document.id,
        reason,
      },
      rows: [settled({ ...announced, state: 'quarantined', reason, quarantinedAt: at })],
    }
  })
}

const settled = (document: Document): Write => ({
  put: documentRow(document),
  when: [{ attribute: 'state', is: 'awaiting' }],
})

/**
 * May the paper still go in, as things are now? Meanwhile another may have replaced the one it corrects, or the report
 * may be finished.
 * @returns the row of the paper that it replaces, or why it is put aside
 */
async function placeOf(
  deps: Deps,
  matter: MatterHead,
  document: Awaiting,
): Promise<{ replaced: readonly Write[] } | { lost: string }> {
  const old = document.replaces ? await loadDocument(deps.matters, document.matter, document.replaces) : undefined
  const objection = concernsReport(document, old) ? reportObjection(matter) : undefined
  if (objection) return { lost: `文件传到时，报告已不能更换。${objection.message}` }
  if (!document.replaces) return { replaced: [] }
  if (!old || !isCurrent(old)) return { lost: NOT_REPLACEABLE }
  const when = [
    { attribute: 'state', is: 'verified' },
    { attribute: 'replacedBy', is: '' },
  ]
  return { replaced: [{ put: documentRow({ ...old, replacedBy: document.id }), when }] }
}

/**
 * The file in the locked place. An attempt before a crash may have copied it already; nothing can be removed there, so
 * that copy is looked for first.
 */
async function archived(deps: Deps, head: MatterHead, document: Awaiting, arrived: FileInfo): Promise<KeptFile> {
  const { files } = deps
  const key = fileKey(document)
  const { sha256, size, contentType } = document.promised
  const versions = await files.versions('archive', key)
  const copied = versions.filter((version) => version.sha256 === sha256 && version.size === size).at(-1)
  const { procedure, tracks } = head.facts
  const capturedAt = arrived.modifiedAt.toISOString()
  const { term, until } = retentionOf({ procedure, tracks }, dateInShanghai(arrived.modifiedAt))
  const locked = lockedUntil({ until }, dateInShanghai(deps.now()))
  const retainUntil = instantInShanghai(locked)
  const from = { space: 'incoming', key: arrived.key, version: arrived.version } as const
  const copy = copied ?? (await files.copy(from, { space: 'archive', key, retainUntil }))
  if (copied) await files.retain(key, copied.version, retainUntil)
  if (copy.size !== size || (copy.sha256 ?? sha256) !== sha256)
    throw new FileMismatch('the copy is not what was checked')
  const pages = await pagesOf(files, copy, contentType)
  const lock = { term, retainUntil: until, lockedUntil: locked }
  return { size, contentType, sha256, version: copy.version, pages, capturedAt, ...lock }
}
