import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../kernel/clock.ts'
import { macWith } from '../../signing/mac.ts'
import type { Mac } from '../../signing/signing.ts'
import { FileMismatch, FileMissing, type Files, MAX_PUT, type Space } from '../files.ts'
import { byBytes, checkKey } from '../key.ts'
import { CONTENT, infoOf, type Meta, readMeta } from './meta.ts'
import { SPACES, walkFrom } from './paths.ts'
import { readContent } from './read.ts'
import { openStaging, type Staging } from './staging.ts'
import { type Claims, diskTickets, unseal } from './tickets.ts'
import { Versions } from './versions.ts'
import { keyFolders } from './walk.ts'

export interface DiskOptions {
  /** `<DATA_DIR>/files`. One process at a time owns it; what a crash left half-made is cleared when it is opened. */
  readonly root: string
  /** Signs tickets and seals records: the installation's Mac, or a secret of at least 32 bytes. */
  readonly secret: Uint8Array | Mac
  /** Where browsers reach this server, without a final slash. */
  readonly baseUrl: string
  readonly now: Clock
  /** Letters and digits, different each time: ULIDs. */
  readonly newId: () => string
}

/** The `files` port on one machine. What is beyond the port is for `diskRoutes`. */
export interface Disk extends Files {
  /** The path of `baseUrl` and `/files/`: what requests for it begin with. */
  readonly path: string
  readonly staging: Staging
  readonly publish: Versions['publish']
  /** The claims of a ticket that is ours and still good. */
  open(ticket: string): Claims | undefined
}

export function openDisk(options: DiskOptions): Disk {
  const { root, now, newId, secret } = options
  const mac = typeof secret === 'function' ? secret : macWith(secret)
  for (const space of SPACES) mkdirSync(join(root, space), { recursive: true, mode: 0o700 })
  const staging = openStaging(root, newId)
  const versions = new Versions({ root, mac, now, newId, staging })
  const base = `${options.baseUrl}/files/`
  return {
    path: new URL(base).pathname,
    staging,
    publish: (...given) => versions.publish(...given),
    open: (ticket) => unseal(mac, now, ticket),
    remove: (space, key) => versions.remove(space, key),
    destroy: (space, key, version) => versions.destroy(space, key, version),
    retain: (key, version, until) => versions.retain(key, version, until),
    ...reading(root, versions),
    ...writing(versions, staging),
    ...diskTickets({ mac, base, now }),
  }
}

interface Found {
  readonly meta: Meta
  /** Path of the content. */
  readonly content: string
}

async function find(versions: Versions, space: Space, key: string, version?: string): Promise<Found | undefined> {
  const folder = await versions.find(space, key, version)
  if (folder === undefined) return undefined
  const meta = await readMeta(folder)
  return meta && { meta, content: join(folder, CONTENT) }
}

function reading(root: string, versions: Versions): Pick<Files, 'head' | 'read' | 'versions' | 'list'> {
  return {
    async head(space, key, version) {
      const found = await find(versions, space, key, version)
      return found && infoOf(found.meta)
    },

    async read(space, key, { version, range } = {}) {
      const found = await find(versions, space, key, version)
      return found && { info: infoOf(found.meta), body: await readContent(found.content, found.meta, range) }
    },

    async versions(space, key) {
      const metas = await Promise.all((await versions.all(space, key)).map(readMeta))
      return metas.filter((meta) => meta !== undefined).map(infoOf)
    },

    async *list(space, prefix) {
      const keys: string[] = []
      for await (const { key } of keyFolders(walkFrom(root, space, prefix), join(root, space))) {
        if (key.startsWith(prefix)) keys.push(key)
      }
      for (const key of keys.sort(byBytes)) {
        const found = await find(versions, space, key)
        if (found) yield infoOf(found.meta)
      }
    },
  }
}

function writing(versions: Versions, staging: Staging): Pick<Files, 'put' | 'copy'> {
  return {
    async put(space, key, content, { contentType, sha256 }) {
      checkKey(key)
      if (content.byteLength > MAX_PUT) throw new RangeError('more than one put may carry')
      const staged = await staging.receive(only(content), MAX_PUT)
      if (sha256 !== undefined && sha256 !== staged.sha256) {
        await staging.discard(staged.folder)
        throw new FileMismatch('SHA-256')
      }
      return infoOf(await versions.publish(staged, space, key, { contentType }))
    },

    async copy(from, { space, key, retainUntil }) {
      checkKey(key)
      if (retainUntil && space !== 'archive') throw new TypeError('only the archive retains')
      const found = await find(versions, from.space, from.key, from.version)
      if (!found) throw new FileMissing(`${from.space}: nothing to copy`)
      const staged = await staging.share(found.content, found.meta)
      const { contentType } = found.meta
      const lock = retainUntil && { retainUntil: retainUntil.toISOString() }
      return infoOf(await versions.publish(staged, space, key, { contentType, ...lock }))
    },
  }
}

async function* only(content: Uint8Array): AsyncIterable<Uint8Array> {
  yield content
}
