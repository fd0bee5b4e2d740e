/**
 * `npm run check`, part `patterns`: no pattern of the production source may take more steps than its text has letters,
 * times a constant. `node test/support/patterns/lint.ts <file or folder>…` looks there alone. See docs/adr/0010.
 */
import { type Pattern, patternsIn } from './find.ts'

const SOURCES = ['functions', 'shared', 'infra', 'web']

// One engine on every machine: the native one needs its own binary, and the answers are to be the same.
process.env.RECHECK_BACKEND = 'pure'
const { checkSync } = await import('recheck')

/** By steps, not by the clock: on a busy machine, an attack that took its second would pass for a slow one. */
const BY_STEPS = { timeout: 120_000, attackTimeout: null, incubationTimeout: null }

/** What is wrong with a pattern, or undefined. A pattern that nobody can judge in two minutes is written simpler. */
function wrong({ source, flags }: Pattern): string | undefined {
  const verdict = checkSync(source, flags, BY_STEPS)
  if (verdict.status === 'safe') return undefined
  if (verdict.status === 'unknown') return `could not be judged (${verdict.error.kind}): write it simpler`
  return `${verdict.complexity.summary}, for example on ${verdict.attack.pattern}`
}

const { patterns, built } = patternsIn(process.argv.length > 2 ? process.argv.slice(2) : SOURCES)
const findings = built.map((at) => `${at}  a pattern that is not written out: use a literal`)
const judged = new Map<string, string | undefined>()
for (const pattern of patterns) {
  const written = `/${pattern.source}/${pattern.flags}`
  if (!judged.has(written)) judged.set(written, wrong(pattern))
  const finding = judged.get(written)
  if (finding) findings.push(`${pattern.at}  ${written}\n    ${finding}`)
}
for (const finding of findings) console.log(finding)
console.log(`${patterns.length} patterns, ${findings.length} findings`)
process.exitCode = findings.length === 0 && patterns.length > 0 ? 0 : 1
