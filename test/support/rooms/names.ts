import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Finding, roomsOf } from './tree.ts'

/**
 * What stands at a room's top (docs/style.md): whoever knows one room finds their way in all. What is too long for one
 * file of contract or store goes on in `contract-<what>.ts`.
 */
const FILES =
  /^(?:README\.md|(?:contract|store)(?:-[a-z]+)?\.ts|(?:offers|others|part|deps|http|env|compose|lambda)\.ts|[a-z-]+\.test\.ts)$/
const FOLDERS = new Set(['domain', 'commands', 'reactions', 'reads', 'http'])
/** What a room has of its own: archive looks into files, comments give receipts, organs bring a register. */
const OWN: Readonly<Record<string, string>> = { archive: 'content', comments: 'receipt', organs: 'seed' }

/** Files and folders at a room's top that are not of the list. Tests stand beside what they test. */
export function namesOf(root: string): Finding[] {
  return roomsOf(root).flatMap((room) =>
    readdirSync(join(root, 'functions', room), { withFileTypes: true })
      .filter((entry) =>
        entry.isDirectory() ? !FOLDERS.has(entry.name) && OWN[room] !== entry.name : !FILES.test(entry.name),
      )
      .map(({ name }) => ({
        at: `functions/${room}/${name}`,
        says: 'is not of the list of what stands at a room’s top (docs/style.md)',
      })),
  )
}

/** What a README says, in this order. */
export const HEADINGS = ['Purpose', 'The rules in prose, with their source', 'Nuances and peculiarities'] as const

export function headingsOf(root: string): Finding[] {
  return roomsOf(root).flatMap((room) => {
    const at = `functions/${room}/README.md`
    const text = existsSync(join(root, at)) ? readFileSync(join(root, at), 'utf8') : ''
    const found = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
    const ours = found.filter((heading) => HEADINGS.some((wanted) => wanted === heading))
    if (ours.join() === HEADINGS.join()) return []
    const missing = HEADINGS.filter((wanted) => !found.includes(wanted))
    const what =
      missing.length > 0 ? `lacks ${missing.map((h) => `“## ${h}”`).join(', ')}` : 'has its headings out of order'
    return [{ at, says: what }]
  })
}
