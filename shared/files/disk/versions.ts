import { mkdir, readdir, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Clock } from '../../kernel/clock.ts'
import type { Mac } from '../../signing/signing.ts'
import { FileHeld, FileMissing, type Space } from '../files.ts'
import { checkKey } from '../key.ts'
import { isMissing, makeFolder, moveSynced, syncFolder, writeSynced } from './durable.ts'
import { openLocks } from './locks.ts'
import { heldAt, META, type Meta, readMeta, sealHolds, writeMeta } from './meta.ts'
import { type Entry, entryName, folderOf, readEntry } from './paths.ts'
import type { Staged, Staging } from './staging.ts'

/** Earlier renderings of a page that are kept in `site`; on S3 a lifecycle rule does the same. */
const KEPT_PAGES = 10

type Described = Pick<Meta, 'contentType' | 'retainUntil'>

export interface VersionsOptions {
  readonly root: string
  readonly mac: Mac
  readonly now: Clock
  readonly newId: () => string
  readonly staging: Staging
}

/** The versions of keys as folders: what is there is whole, what is being made is elsewhere. */
export class Versions {
  readonly #root: string
  readonly #mac: Mac
  readonly #now: Clock
  readonly #newId: () => string
  readonly #staging: Staging
  readonly #locked = openLocks()

  constructor({ root, mac, now, newId, staging }: VersionsOptions) {
    this.#root = root
    this.#mac = mac
    this.#now = now
    this.#newId = newId
    this.#staging = staging
  }

  /** The folder of one version, or of the latest in view. */
  async find(space: Space, key: string, version?: string): Promise<string | undefined> {
    const folder = folderOf(this.#root, space, key)
    const living = (await entriesOf(folder)).filter(({ kind }) => kind !== 'destroyed')
    const entry = version === undefined ? living.at(-1) : living.find((e) => e.version === version)
    return entry?.kind === 'version' ? join(folder, entry.version) : undefined
  }

  /** The folders of every version that is left, latest first. */
  async all(space: Space, key: string): Promise<string[]> {
    const folder = folderOf(this.#root, space, key)
    const whole = (await entriesOf(folder)).filter(({ kind }) => kind === 'version')
    return whole.reverse().map(({ version }) => join(folder, version))
  }

  /** Makes what was staged the latest version of a key, all of it or nothing. */
  publish(staged: Staged, space: Space, key: string, described: Described): Promise<Meta> {
    const folder = folderOf(this.#root, space, key)
    return this.#locked(folder, async () => {
      const earlier = await entriesOf(folder)
      const version = entryName((earlier.at(-1)?.seq ?? 0) + 1, this.#newId())
      const { size, sha256 } = staged
      const meta: Meta = { key, size, sha256, version, modifiedAt: this.#now().toISOString(), ...described }
      await writeSynced(join(staged.folder, META), writeMeta(this.#mac, space, meta))
      await syncFolder(staged.folder)
      await place(staged.folder, folder, version)
      if (space === 'site') {
        for (const old of earlier.slice(0, 1 - KEPT_PAGES)) await this.#staging.drop(join(folder, old.version))
      }
      return meta
    })
  }

  remove(space: Space, key: string): Promise<void> {
    const folder = folderOf(this.#root, space, key)
    return this.#locked(folder, async () => {
      const entries = await entriesOf(folder)
      if (space === 'archive') {
        const last = entries.at(-1)
        if (last === undefined || last.kind === 'removed') return
        await mkdir(join(folder, `${entryName(last.seq + 1, this.#newId())}.removed`))
        return syncFolder(folder)
      }
      // Oldest first: a crash between two leaves the latest in view, never an older one.
      for (const { version } of entries) await this.#staging.drop(join(folder, version))
      await prune(this.#root, folder)
    })
  }

  /** The record is replaced in one step by one with the later date; the content is not touched. */
  async retain(key: string, version: string, until: Date): Promise<void> {
    const folder = folderOf(this.#root, 'archive', checkKey(key))
    return this.#locked(folder, async () => {
      const exists = (await entriesOf(folder)).some((e) => e.version === version && e.kind === 'version')
      const place = join(folder, version)
      const sealed = exists ? await readMeta(place) : undefined
      if (sealed === undefined) throw new FileMissing('archive: nothing to retain')
      const { seal: _, ...meta } = sealed
      if (meta.retainUntil !== undefined && new Date(meta.retainUntil) >= until) return
      // Whoever edited the record past us must not have it sealed anew by a renewal.
      if (!sealHolds(this.#mac, 'archive', sealed)) throw new Error('file record was changed')
      const staged = await this.#staging.empty()
      await writeSynced(
        join(staged, META),
        writeMeta(this.#mac, 'archive', { ...meta, retainUntil: until.toISOString() }),
      )
      await moveSynced(join(staged, META), join(place, META))
      await this.#staging.discard(staged)
    })
  }

  destroy(space: Space, key: string, version: string): Promise<void> {
    const folder = folderOf(this.#root, space, key)
    return this.#locked(folder, async () => {
      if (!(await entriesOf(folder)).some((e) => e.version === version && e.kind === 'version')) return
      const place = join(folder, version)
      const sealed = await readMeta(place)
      if (sealed === undefined) throw new Error('file record missing')
      const { seal: _, ...meta } = sealed
      const held = heldAt(meta, this.#now())
      if (held) throw new FileHeld(held)
      if (space === 'archive') await this.#leaveTombstone(place, { ...meta, destroyedAt: this.#now().toISOString() })
      await this.#staging.drop(place)
      if (space !== 'archive') await prune(this.#root, folder)
    })
  }

  /** What was destroyed, when: so that the gap in the numbering has its reason. Written before anything is taken away. */
  async #leaveTombstone(version: string, meta: Meta): Promise<void> {
    const folder = await this.#staging.empty()
    await writeSynced(join(folder, META), writeMeta(this.#mac, 'archive', meta))
    await syncFolder(folder)
    await moveSynced(folder, `${version}.destroyed`).catch(async (error: NodeJS.ErrnoException) => {
      // A crash came between tombstone and removal: the first tombstone stands.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
      await this.#staging.discard(folder)
    })
  }
}

/** Everything under a key, oldest first. */
async function entriesOf(folder: string): Promise<Entry[]> {
  const names = await readdir(folder).catch((error) => {
    if (isMissing(error)) return []
    throw error
  })
  const found = names.map(readEntry).filter((entry) => entry !== undefined)
  return found.sort((a, b) => a.seq - b.seq)
}

/** Folders emptied go too, up to the space: uploads come and go by the thousand. */
async function prune(root: string, folder: string): Promise<void> {
  for (let at = folder; dirname(at) !== root; at = dirname(at)) {
    try {
      await rmdir(at)
    } catch {
      return
    }
  }
}

async function place(staged: string, folder: string, name: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    await makeFolder(folder)
    try {
      return await moveSynced(staged, join(folder, name))
    } catch (error) {
      // Another key's removal may have pruned the folder between the two lines above.
      if (!isMissing(error) || tries === 5) throw error
    }
  }
}
