import { existsSync } from 'node:fs'
import type { Clock } from '../kernel/clock.ts'
import { makeSigningKeys, signingFiles } from './local.ts'
import { makeSealingKeys, sealingFiles } from './local-sealer.ts'

/**
 * Makes every key of one machine that is not there. Only for a data directory that holds no data yet: beside data a new
 * key would unmake proofs and receipts without a word. It may stop anywhere and be called again.
 * @param dir the data directory (`DATA_DIR`)
 */
export function makeKeys(dir: string, now: Clock): void {
  makeSigningKeys(dir, now)
  makeSealingKeys(dir)
}

/** The key files that should be there and are not, as whole paths. */
export function missingKeys(dir: string): readonly string[] {
  return [...signingFiles(dir), ...sealingFiles(dir)].filter((path) => !existsSync(path))
}
