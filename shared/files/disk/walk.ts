import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { isMissing } from './durable.ts'
import { keyOf, MARK } from './paths.ts'

/** Every key's folder below `from`, in no order; `space` is the folder of the space. Depth first, one listing in memory a level. */
export async function* keyFolders(from: string, space: string): AsyncIterable<{ folder: string; key: string }> {
  for (const name of await foldersIn(from)) {
    const folder = join(from, name)
    if (name.endsWith(MARK)) yield { folder, key: keyOf(relative(space, folder)) }
    else yield* keyFolders(folder, space)
  }
}

async function foldersIn(path: string): Promise<string[]> {
  try {
    const found = await readdir(path, { withFileTypes: true })
    return found.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}
