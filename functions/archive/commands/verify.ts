import type { By } from '../../../shared/events/chain.ts'
import { type FileInfo, FileMismatch } from '../../../shared/files/files.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import { inspect } from '../content/inspect.ts'
import type { Deps } from '../deps.ts'
import type { Awaiting, Document } from '../domain/document.ts'
import { objection } from '../domain/verdict.ts'
import { demandDocument } from '../reads/document.ts'
import { fileKey, quarantineKey } from '../store.ts'
import { takeLease } from './lease.ts'
import { keep, quarantine } from './settle.ts'

/**
 * Checks a file that arrived. Its paper becomes `verified`, copied into the locked place, or `quarantined` with the
 * reason. It may be called again at any time: a settled paper is only reported, and what a crash left half-done is
 * finished.
 * @param who said that it arrived; the schedule when nobody did
 * @returns the paper; still `awaiting` while another checker has it
 * @throws Refusal `wrong-state` when nothing has arrived
 */
export async function verify(deps: Deps, who: By, matter: string, id: string): Promise<Document> {
  const before = await demandDocument(deps.matters, matter, id)
  if (before.state !== 'awaiting') return tidied(deps, before)
  const arrived = await deps.files.head('incoming', fileKey(before))
  if (!arrived) throw new Refusal('wrong-state', '文件还没有传到。请等上传完成后再试,或重新取得上传凭证。')
  const release = await takeLease(deps, matter, id)
  if (!release) return before
  try {
    // Another checker may have settled it between our two looks.
    const document = await demandDocument(deps.matters, matter, id)
    if (document.state !== 'awaiting') return await tidied(deps, document)
    const reason = await reasonAgainst(deps, document, arrived)
    if (reason === undefined) await keep(deps, who, document, arrived)
    else await quarantine(deps, who, document, arrived, reason)
    return await tidied(deps, await demandDocument(deps.matters, matter, id))
  } finally {
    await release()
  }
}

async function reasonAgainst(deps: Deps, document: Awaiting, arrived: FileInfo): Promise<string | undefined> {
  try {
    return objection(document.promised, await inspect(deps.files, 'incoming', arrived, document.filename))
  } catch (error) {
    if (!(error instanceof FileMismatch)) throw error
    return '文件在存储中损坏了。请重新登记并上传。'
  }
}

/** Removes the file from the arrivals once it lies in the archive or in quarantine. */
async function tidied(deps: Deps, document: Document): Promise<Document> {
  if (document.state === 'verified') await deps.files.remove('incoming', fileKey(document))
  if (document.state === 'quarantined' && (await deps.files.head('incoming', quarantineKey(document)))) {
    await deps.files.remove('incoming', fileKey(document))
  }
  return document
}
