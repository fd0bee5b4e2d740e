import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where the secrets of one machine lie: `<DATA_DIR>/keys`, made with mode 0700 if it is not there. */
export function keysDir(dataDir: string): string {
  const dir = join(dataDir, 'keys')
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  return dir
}

/**
 * The secret file at `path`, made by `make` if there is none yet. A file is written aside, fsynced and linked into its
 * place, so that a crash leaves all of it or nothing, and of two processes that start at once the second reads what
 * the first made: a secret, once used, is never replaced.
 */
export function readOrCreate(path: string, make: () => string): string {
  const there = read(path)
  if (there !== undefined) return there
  create(path, make())
  return readFileSync(path, 'utf8')
}

/** Writes a new secret file with mode 0600. @returns false, and changes nothing, when the file exists. */
export function create(path: string, content: string): boolean {
  const aside = `${path}.${randomUUID()}.tmp`
  const file = openSync(aside, 'wx', 0o600)
  try {
    writeFileSync(file, content)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  try {
    linkSync(aside, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    unlinkSync(aside)
  }
  syncDirectory(dirname(path))
  return true
}

/** JSON from a secret file. The parser's own message would quote the secret, so it is not passed on. */
export function parseSecret(path: string, content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    throw new Error(`密钥文件已损坏,请从备份恢复:${path}`)
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function syncDirectory(dir: string): void {
  const handle = openSync(dir, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
