import { timingSafeEqual } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { canonical } from '../../kernel/canonical.ts'
import type { Mac } from '../../signing/signing.ts'
import type { FileInfo, Space } from '../files.ts'
import { isMissing } from './durable.ts'

export const CONTENT = 'content'
export const META = 'meta.json'

const Meta = z.strictObject({
  key: z.string(),
  size: z.int().min(0),
  contentType: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  version: z.string(),
  modifiedAt: z.iso.datetime(),
  retainUntil: z.iso.datetime().optional(),
  /** Set by earlier releases for 永久, by none any more: such a version stays locked for ever. */
  hold: z.literal(true).optional(),
  /** Only on the tombstone that a destroyed version leaves. */
  destroyedAt: z.iso.datetime().optional(),
})

/** What is recorded beside the content of a version. */
export type Meta = z.infer<typeof Meta>

const Sealed = Meta.extend({ seal: z.string() })

/** The seal binds the record to its space: who edits content and hash alike, without the secret, is still found. */
function sealOf(mac: Mac, space: Space, meta: Meta): Buffer {
  return Buffer.from(mac('files/version', canonical({ space, ...meta })))
}

export function writeMeta(mac: Mac, space: Space, meta: Meta): string {
  return `${JSON.stringify({ ...meta, seal: sealOf(mac, space, meta).toString('hex') }, null, 1)}\n`
}

/** @returns undefined if there is no record. @throws SyntaxError or ZodError if it is damaged. */
export async function readMeta(folder: string): Promise<(Meta & { seal: string }) | undefined> {
  try {
    return Sealed.parse(JSON.parse(await readFile(join(folder, META), 'utf8')))
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

export function sealHolds(mac: Mac, space: Space, sealed: Meta & { seal: string }): boolean {
  const { seal, ...meta } = sealed
  const found = Buffer.from(seal, 'hex')
  const wanted = sealOf(mac, space, meta)
  return found.length === wanted.length && timingSafeEqual(found, wanted)
}

export function infoOf(meta: Meta): FileInfo {
  const { key, size, contentType, sha256, version, modifiedAt } = meta
  return { key, size, contentType, sha256, version, modifiedAt: new Date(modifiedAt) }
}

/** Why a version may not be destroyed at an instant, if so. */
export function heldAt(meta: Meta, at: Date): 'hold' | 'retained' | undefined {
  if (meta.hold) return 'hold'
  if (meta.retainUntil !== undefined && new Date(meta.retainUntil) > at) return 'retained'
  return undefined
}
