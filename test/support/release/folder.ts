import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { restoreDatabase } from './dump.ts'
import type { Story } from './story.ts'

/** A `DATA_DIR` of each release, as its own code wrote it. */
export const RELEASES = join(import.meta.dirname, '../../fixtures/releases')
/** What lies in a fixture as it lay in `DATA_DIR`. `files/site` is rendered anew by every start and is left out. */
export const KEPT = ['keys', 'handover', 'files/archive', 'files/incoming'] as const

export const releases = (): string[] => readdirSync(RELEASES).sort()

/** A copy of a release's data to work on. */
export function openRelease(release: string): { dir: string; story: Story; remove(): void } {
  const from = join(RELEASES, release)
  const dir = mkdtempSync(join(tmpdir(), `wenping-release-${release}-`))
  for (const name of KEPT) cpSync(join(from, name), join(dir, name), { recursive: true })
  restrict(dir)
  restoreDatabase(readFileSync(join(from, 'records.sql'), 'utf8'), join(dir, 'records.db'))
  return {
    dir,
    story: JSON.parse(readFileSync(join(from, 'story.json'), 'utf8')) as Story,
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}

/** Git keeps no modes: for the owner alone, as the product makes them. */
function restrict(path: string): void {
  const folder = statSync(path).isDirectory()
  chmodSync(path, folder ? 0o700 : 0o600)
  if (folder) for (const name of readdirSync(path)) restrict(join(path, name))
}
