import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { acceptedByName } from '../../../shared/files/accepts.ts'
import type { FileInfo, Files, Space } from '../../../shared/files/files.ts'
import { SAMPLE, typeOf } from '../../../shared/files/typing.ts'
import type { Found } from '../domain/verdict.ts'
import { directoryOf } from './directory.ts'
import { reallyIs } from './really.ts'

/**
 * Reads a file once, whole, in bounded memory: its size, its SHA-256 and what it is by its content. Nothing that anybody
 * said of it is believed; the name decides only where bytes cannot.
 * @param space where it lies; `info` names the version, so that what is hashed here is what is copied later
 */
export async function inspect(files: Files, space: Space, info: FileInfo, filename: string): Promise<Found> {
  const { key, version } = info
  const whole = await files.read(space, key, { version })
  if (!whole) throw new Error('the file went away while it was being checked')
  const { size, sha256, first, last } = await digest(whole.body)
  const range = directoryOf(first, last, size)
  const directory = range ? await part(files, space, key, version, range) : last
  const type = await typeOf(first, filename, directory)
  const said = acceptedByName(filename)?.label ?? '材料'
  return { size, sha256, contentType: type?.mediaType, really: type?.label ?? (await reallyIs(first, directory)), said }
}

async function part(files: Files, space: Space, key: string, version: string, range: { start: number; end: number }) {
  const read = await files.read(space, key, { version, range })
  if (!read) throw new Error('the file went away while it was being checked')
  const chunks: Buffer[] = []
  for await (const chunk of read.body) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Both ends are kept, the rest only passes through the hash. */
async function digest(body: Readable): Promise<{ size: number; sha256: string; first: Buffer; last: Buffer }> {
  const hash = createHash('sha256')
  let size = 0
  let first = Buffer.alloc(0)
  let last = Buffer.alloc(0)
  for await (const chunk of body as AsyncIterable<Buffer>) {
    hash.update(chunk)
    size += chunk.length
    if (first.length < SAMPLE) first = Buffer.concat([first, chunk.subarray(0, SAMPLE - first.length)])
    last =
      chunk.length >= SAMPLE ? Buffer.from(chunk.subarray(-SAMPLE)) : Buffer.concat([last, chunk]).subarray(-SAMPLE)
  }
  return { size, sha256: hash.digest('hex'), first, last }
}
