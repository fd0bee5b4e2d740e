import { buffer } from 'node:stream/consumers'
import { cleaned, TOO_LARGE } from '../../../shared/files/clean/clean.ts'
import { FileMismatch, MAX_PUT } from '../../../shared/files/files.ts'
import { sha256 } from '../../../shared/signing/hash.ts'
import type { Deps } from '../deps.ts'
import type { PublicCopy, Verified } from '../domain/document.ts'
import { fileKey, publicKey } from '../store.ts'

/**
 * What the public may have of a paper: the kept file itself if it does not say who took its pictures and where, otherwise
 * a copy without that. The copy is not locked: it can be made again, and must be easy to remove. A second call finds the
 * copy of the first.
 * @returns the copy, to be recorded with the paper, or why there can be none and what to do
 */
export async function publicCopy(
  deps: Pick<Deps, 'files' | 'now'>,
  document: Verified,
): Promise<{ readonly shown: PublicCopy } | { readonly why: string }> {
  const { file } = document
  if (file.size > MAX_PUT) return { why: TOO_LARGE }
  const content = await keptContent(deps, document)
  const clean = await cleaned(content, file.contentType)
  if ('why' in clean) return clean
  const common = { from: file.sha256, madeAt: deps.now().toISOString() }
  if (clean.content === content) {
    return { shown: { ...common, size: file.size, sha256: file.sha256, version: '' } }
  }
  const key = publicKey(document)
  const sum = sha256(clean.content)
  const before = (await deps.files.versions('archive', key)).find((one) => one.sha256 === sum)
  const { contentType } = file
  const copy = before ?? (await deps.files.put('archive', key, clean.content, { contentType, sha256: sum }))
  return { shown: { ...common, size: clean.content.length, sha256: sum, version: copy.version } }
}

async function keptContent({ files }: Pick<Deps, 'files'>, document: Verified): Promise<Buffer> {
  const { version, sha256: promised } = document.file
  const found = await files.read('archive', fileKey(document), { version })
  if (!found) throw new Error('a kept file is not there')
  const content = await buffer(found.body)
  if (sha256(content) !== promised) throw new FileMismatch('a kept file is not what was recorded')
  return content
}
