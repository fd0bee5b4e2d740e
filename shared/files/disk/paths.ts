import { join } from 'node:path'
import type { Space } from '../files.ts'
import { checkKey } from '../key.ts'

export const SPACES: readonly Space[] = ['incoming', 'archive', 'site']

/** File systems take 255 bytes a name; the rest is left for the marks below. */
const PIECE = 200

/**
 * One segment of a key as folder names. Lower case, digits, `.`, `_`, `-` stay; a capital is `^` and its small letter,
 * so that a disk that ignores case keeps `A` and `a` apart; every other byte is `%xx`. What is too long goes on one
 * folder deeper after a `+`. A leading dot is escaped: dot names are ours (`.tmp`).
 */
function pieces(segment: string): string[] {
  let name = ''
  const out: string[] = []
  for (const byte of Buffer.from(segment)) {
    if (name.length >= PIECE) {
      out.push(`${name}+`)
      name = ''
    }
    const c = String.fromCharCode(byte)
    const escaped = /[A-Z]/.test(c) ? `^${c.toLowerCase()}` : `%${byte.toString(16).padStart(2, '0')}`
    const plain = /[a-z0-9_-]/.test(c) || (c === '.' && name !== '')
    name += plain ? c : escaped
  }
  return [...out, name]
}

/** The folder that holds the versions of a key: its last segment carries `@`, so that `a` and `a/b` can both be files. */
export function folderOf(root: string, space: Space, key: string): string {
  return join(root, space, ...checkKey(key).split('/').flatMap(pieces)) + MARK
}

/** The folder below which everything with this prefix lies, as far as whole segments tell. */
export function walkFrom(root: string, space: Space, prefix: string): string {
  const whole = prefix.split('/').slice(0, -1)
  if (whole.some((segment) => segment === '' || segment === '.' || segment === '..')) return join(root, space)
  return join(root, space, ...whole.flatMap(pieces))
}

export const MARK = '@'

/** `00000007-01JD…`: the order of a key's versions does not hang on the clock. */
export interface Entry {
  readonly version: string
  readonly seq: number
  readonly kind: 'version' | 'removed' | 'destroyed'
}

const ENTRY = /^((\d{8})-[0-9A-Za-z]+)(|\.removed|\.destroyed)$/

/** @returns undefined for a name that is not ours. */
export function readEntry(name: string): Entry | undefined {
  const match = ENTRY.exec(name)
  if (!match) return undefined
  const kind = match[3] === '.removed' ? 'removed' : match[3] === '.destroyed' ? 'destroyed' : 'version'
  return { version: match[1] as string, seq: Number(match[2]), kind }
}

export function entryName(seq: number, id: string): string {
  return `${String(seq).padStart(8, '0')}-${id}`
}

/** The key of a folder, given its path below the space: the way back of `folderOf`. */
export function keyOf(path: string): string {
  const joined = path.slice(0, -MARK.length).replaceAll('+/', '')
  const bytes: number[] = []
  for (const [token] of joined.matchAll(/%[0-9a-f]{2}|\^[a-z]|./gs)) {
    if (token.length === 3) bytes.push(Number.parseInt(token.slice(1), 16))
    else bytes.push((token.length === 2 ? token.slice(1).toUpperCase() : token).charCodeAt(0))
  }
  return Buffer.from(bytes).toString()
}
