import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing, makeFolder, removeTree, syncFolder, writeSynced } from '../../../shared/files/disk/durable.ts'
import type { Entry } from './inventory.ts'

type FileEntry = Extract<Entry, { size: number }>

/** Copies one file to `to`, which must not exist, and says what was copied: from one reading, on disk when done. */
export async function copyFile(from: string, to: string, path: string): Promise<FileEntry> {
  const mode = (await stat(from)).mode & 0o777
  const hash = createHash('sha256')
  let size = 0
  async function* hashed() {
    for await (const chunk of createReadStream(from)) {
      hash.update(chunk)
      size += chunk.byteLength
      yield chunk as Uint8Array
    }
  }
  await writeSynced(to, hashed())
  await chmod(to, mode)
  return { path, size, sha256: hash.digest('hex'), mode }
}

/** Reads a file for its entry, without copying. */
export async function entryOf(file: string, path: string): Promise<FileEntry> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of createReadStream(file)) {
    hash.update(chunk)
    size += chunk.byteLength
  }
  return { path, size, sha256: hash.digest('hex'), mode: (await stat(file)).mode & 0o777 }
}

/**
 * Copies a folder and all below it, giving what was copied. Beside a running server folders come and go, whole: one that
 * goes while it is copied is left out, whole. Names with a leading dot are work in progress and stay behind.
 */
export async function* copyTree(from: string, to: string, path: string): AsyncIterable<Entry> {
  const below = await readdir(from, { withFileTypes: true }).catch(ifGone(() => undefined))
  if (!below) return
  await mkdir(to, { mode: 0o700 })
  const here: Entry[] = []
  try {
    for (const item of below.filter((entry) => entry.isFile() && !entry.name.startsWith('.'))) {
      here.push(await copyFile(join(from, item.name), join(to, item.name), `${path}/${item.name}`))
    }
  } catch (error) {
    if (!isMissing(error)) throw error
    await removeTree(to)
    return
  }
  await syncFolder(to)
  yield* below.length === 0 ? [{ path, folder: true } as const] : here
  for (const item of below.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))) {
    yield* copyTree(join(from, item.name), join(to, item.name), `${path}/${item.name}`)
  }
}

/** Puts one entry of a backup back. @throws Error in plain Chinese when it is not what the inventory says */
export async function bringBack(backup: string, entry: Entry, to: string): Promise<void> {
  const target = join(to, entry.path)
  if ('folder' in entry) return makeFolder(target)
  await makeFolder(join(target, '..'))
  const copied = await copyFile(join(backup, entry.path), target, entry.path).catch(
    ifGone(() => {
      throw new Error(`备份里缺少 ${entry.path}。请换用另一份备份。`)
    }),
  )
  if (copied.size !== entry.size || copied.sha256 !== entry.sha256) {
    throw new Error(`备份里的 ${entry.path} 与清单不符,可能已损坏。请换用另一份备份。`)
  }
  await chmod(target, entry.mode)
}

const ifGone =
  <T>(then: () => T) =>
  (error: unknown): T => {
    if (isMissing(error)) return then()
    throw error
  }
