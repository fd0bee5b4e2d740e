import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** What a folder lists survives a power cut only once the folder itself is synced. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** `mkdir -p` of which every new level is on disk. */
export async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let made = path; ; made = dirname(made)) {
    await syncFolder(dirname(made))
    if (made === first) return
  }
}

/** A new file, read-only from its birth, on disk when this returns. */
export async function writeSynced(path: string, content: string | AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx', 0o440)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Moves a whole folder into its place in one step. @throws ENOTEMPTY or EEXIST when the place is taken. */
export async function moveSynced(from: string, to: string): Promise<void> {
  await rename(from, to)
  await syncFolder(dirname(to))
}

export async function removeTree(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true })
}

export function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code
  return code === 'ENOENT' || code === 'ENOTDIR'
}
