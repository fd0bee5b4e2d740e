import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A key file is missing or damaged: an operator must act. The message is plain Chinese, names the file and quotes nothing of it. */
export class KeyUnusable extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'KeyUnusable'
  }
}

/** Where the secrets of one machine lie. */
export const keysDir = (dataDir: string): string => join(dataDir, 'keys')

/** `<DATA_DIR>/keys` with mode 0700, on disk when this returns: what is made in it must outlive the records that need it. */
export function makeKeysDir(dataDir: string): string {
  const dir = keysDir(dataDir)
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  syncDirectory(dataDir)
  return dir
}

/** The secret file at `path`, which must be there: reading never makes one. @throws KeyUnusable */
export function readKey(path: string): string {
  const content = read(path)
  if (content === undefined) throw new KeyUnusable(`缺少密钥文件：${path}。请从备份的 keys/ 里取回同名文件。`)
  if (content.trim() === '') throw damaged(path)
  return content
}

/**
 * The secret file at `path`, made by `make` if there is none yet: only for what may be made anew at any time with no
 * loss. Of two processes that start at once the second reads what the first made.
 */
export function readOrCreate(path: string, make: () => string): string {
  if (read(path) === undefined) create(path, make())
  return readKey(path)
}

/** What to say of a key file that is there and is none. */
export function damaged(path: string): KeyUnusable {
  return new KeyUnusable(`密钥文件已损坏，请从备份恢复：${path}`)
}

/**
 * Writes a new secret file with mode 0600: aside, fsynced, then linked into its place, so that a crash leaves all of it
 * or nothing and a secret, once used, is never replaced. @returns false, and changes nothing, when the file exists. */
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

/** JSON from the text of a secret file. The parser's own message would quote the secret, so it is not passed on. */
export function parseSecret(path: string, content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    throw damaged(path)
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
