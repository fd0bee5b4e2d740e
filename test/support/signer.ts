import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLocalSigner } from '../../shared/signing/local.ts'
import { makeKeys } from '../../shared/signing/local-keys.ts'
import type { Signer } from '../../shared/signing/signing.ts'

/** A real signer with keys of its own in a temporary folder. */
export function memorySigner(now: () => Date): Signer {
  const dir = mkdtempSync(join(tmpdir(), 'wenping-keys-'))
  makeKeys(dir, now)
  return openLocalSigner({ dir, now })
}
