import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { pipeline, type Readable, Transform } from 'node:stream'
import { FileMismatch } from '../files.ts'
import { checkRange } from '../key.ts'

/**
 * A version's bytes. A whole version is hashed while it is read: content that is not what was recorded ends in a
 * FileMismatch. A part of a version cannot be checked.
 */
export async function readContent(
  path: string,
  recorded: { size: number; sha256: string },
  range?: { start: number; end: number },
): Promise<Readable> {
  if (range) checkRange(range, recorded.size)
  const file = await open(path, 'r')
  if (range) return file.createReadStream({ start: range.start, end: range.end })
  const checked = checking(recorded.sha256)
  // An error on either side destroys both, and shows on the one that is handed out.
  pipeline(file.createReadStream(), checked, () => {})
  return checked
}

function checking(sha256: string): Transform {
  const hash = createHash('sha256')
  return new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
    flush(done) {
      done(hash.digest('hex') === sha256 ? null : new FileMismatch('content is not what was recorded'))
    },
  })
}
