/**
 * `npm run check`, parts `rooms` and `sizes`: `node test/support/rooms/lint.ts <part>` judges the folder in which it is run.
 */
import { circlesOf } from './circles.ts'
import { deskRightsOf } from './desk.ts'
import { foreignKeysOf, straysOf } from './keys.ts'
import { mended, unknownOf } from './known.ts'
import { headingsOf, namesOf } from './names.ts'
import { sizesOf, tooLong } from './sizes.ts'
import { type Finding, sourcesOf } from './tree.ts'

interface Judged {
  readonly findings: readonly Finding[]
  /** What is of interest also when nothing is wrong. */
  readonly says: readonly string[]
}

/**
 * Features form no circle, none names another's keys, each names its own in its store, the desk decides no right, every
 * room has the same files and a README that says what it must.
 */
export function rooms(root: string): Judged {
  const sources = sourcesOf(root, ['functions', 'shared', 'web'])
  const all = [
    ...circlesOf(sources),
    ...foreignKeysOf(sources),
    ...straysOf(sources),
    ...deskRightsOf(sources),
    ...namesOf(root),
    ...headingsOf(root),
  ]
  const findings = unknownOf(all)
  const off = mended(all).map(({ at, says }) => `no longer found, take it off known.ts: ${at} ${says}`)
  return { findings, says: [...off, `${all.length - findings.length} known, ${findings.length} findings`] }
}

export function sizes(root: string): Judged {
  const sources = sourcesOf(root, ['functions', 'shared', 'infra', 'web', 'test'])
  return { findings: tooLong(sources), says: sizesOf(sources) }
}

const part = { rooms, sizes }[process.argv[2] ?? '']
if (import.meta.main && part) {
  const { findings, says } = part(process.cwd())
  for (const { at, says: what } of findings) console.log(`${at}  ${what}`)
  for (const line of says) console.log(line)
  process.exitCode = findings.length === 0 ? 0 : 1
}
