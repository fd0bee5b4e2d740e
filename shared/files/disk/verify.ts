import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Mac } from '../../signing/signing.ts'
import type { Space } from '../files.ts'
import { isMissing } from './durable.ts'
import { CONTENT, heldAt, type Meta, readMeta, sealHolds } from './meta.ts'
import { type Entry, readEntry, SPACES } from './paths.ts'
import { keyFolders } from './walk.ts'

/** What `verifyDisk` found of one version. Anything but `whole` is damage. */
export interface Verdict {
  readonly space: Space
  readonly key: string
  /** Absent for a foreign file, or for a gap. */
  readonly version?: string
  /**
   * `changed`: the content is not what was recorded. `missing`: content, or record, or (a gap in the numbering of the
   * archive) the whole version. `record`: the record was edited, is damaged or belongs elsewhere. `foreign`: not ours.
   */
  readonly finding: 'whole' | 'changed' | 'missing' | 'record' | 'foreign'
}

/**
 * Hashes every version anew and compares it with its sealed record. Reads only, so it may run beside a server. Root can
 * change anything, and what is taken away with its whole folder is known only to the records that name it.
 */
export async function* verifyDisk(options: { root: string; mac: Mac }): AsyncIterable<Verdict> {
  const { root, mac } = options
  for (const space of SPACES) {
    for await (const { folder, key } of keyFolders(join(root, space), join(root, space))) {
      yield* verifyKey(mac, space, folder, key)
    }
  }
}

async function* verifyKey(mac: Mac, space: Space, folder: string, key: string): AsyncIterable<Verdict> {
  const entries: Entry[] = []
  for (const name of await readdir(folder).catch(() => [])) {
    const entry = readEntry(name)
    if (entry) entries.push(entry)
    else yield { space, key, finding: 'foreign' }
  }
  entries.sort((a, b) => a.seq - b.seq)
  for (const entry of entries) {
    if (entry.kind === 'removed') continue
    const { version } = entry
    const place = join(folder, entry.kind === 'destroyed' ? `${version}.destroyed` : version)
    const finding = await verifyVersion(mac, space, key, entry, place)
    // Removed or pruned by the server while we looked.
    if (finding !== 'whole' && !(await isThere(place))) continue
    yield { space, key, version, finding }
  }
  if (space === 'archive' && new Set(entries.map(({ seq }) => seq)).size !== (entries.at(-1)?.seq ?? 0)) {
    yield { space, key, finding: 'missing' }
  }
}

async function verifyVersion(
  mac: Mac,
  space: Space,
  key: string,
  entry: Entry,
  place: string,
): Promise<Verdict['finding']> {
  let sealed: (Meta & { seal: string }) | undefined
  try {
    sealed = await readMeta(place)
  } catch {
    return 'record'
  }
  if (!sealed) return 'missing'
  if (sealed.key !== key || sealed.version !== entry.version || !sealHolds(mac, space, sealed)) return 'record'
  if (entry.kind === 'destroyed') {
    const at = sealed.destroyedAt
    return at !== undefined && heldAt(sealed, new Date(at)) === undefined ? 'whole' : 'record'
  }
  if (sealed.destroyedAt !== undefined) return 'record'
  try {
    return (await hashOf(join(place, CONTENT))) === sealed.sha256 ? 'whole' : 'changed'
  } catch (error) {
    return isMissing(error) ? 'missing' : 'changed'
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash)
  return hash.digest('hex')
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
