import { createHash } from 'node:crypto'
import { createReadStream, mkdirSync, rmSync } from 'node:fs'
import { link, mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { FileMismatch } from '../files.ts'
import { removeTree, syncFolder, writeSynced } from './durable.ts'
import { CONTENT } from './meta.ts'

/** A folder in the making: invisible until it is moved, whole, to its place. */
export interface Staged {
  readonly folder: string
  readonly size: number
  readonly sha256: string
}

export interface Staging {
  /** Streams content to disk, hashing it. @throws FileMismatch as soon as it is larger than `max`; nothing is kept. */
  receive(content: AsyncIterable<Uint8Array>, max: number): Promise<Staged>
  /** The same content under a second name: versions are immutable, so they may share it. */
  share(content: string, known: { size: number; sha256: string }): Promise<Staged>
  /** An empty folder. */
  empty(): Promise<string>
  discard(folder: string): Promise<void>
  /** Takes a published folder out of sight in one step, then removes it. */
  drop(folder: string): Promise<void>
}

/** Clears away what a crash left half-made: nothing in here was ever acknowledged. */
export function openStaging(root: string, newId: () => string): Staging {
  const base = join(root, '.tmp')
  rmSync(base, { recursive: true, force: true })
  mkdirSync(base, { recursive: true, mode: 0o700 })

  async function empty(): Promise<string> {
    const folder = join(base, newId())
    await mkdir(folder, { mode: 0o700 })
    return folder
  }

  return {
    empty,
    discard: removeTree,
    async receive(content, max) {
      const folder = await empty()
      const hash = createHash('sha256')
      let size = 0
      async function* measured() {
        for await (const chunk of content) {
          size += chunk.byteLength
          if (size > max) throw new FileMismatch('larger than allowed')
          hash.update(chunk)
          yield chunk
        }
      }
      try {
        await writeSynced(join(folder, CONTENT), measured())
      } catch (error) {
        await removeTree(folder)
        throw error
      }
      return { folder, size, sha256: hash.digest('hex') }
    },
    async share(content, known) {
      const folder = await empty()
      try {
        const target = join(folder, CONTENT)
        await link(content, target).catch(async (error: NodeJS.ErrnoException) => {
          // Some file systems (exFAT, some network shares) have no hard links.
          if (error.code !== 'EPERM' && error.code !== 'ENOTSUP' && error.code !== 'EMLINK') throw error
          await writeSynced(target, createReadStream(content))
        })
      } catch (error) {
        await removeTree(folder)
        throw error
      }
      return { folder, ...known }
    },
    async drop(folder) {
      const aside = join(base, newId())
      await rename(folder, aside)
      await syncFolder(dirname(folder))
      await removeTree(aside)
    },
  }
}
