import { type Compiled, compile, type Program } from './compile.ts'
import type { Pattern } from './find.ts'

export class TooManySteps extends Error {}

/** The begins of the rounds that are under way, innermost first. */
interface Rounds {
  readonly at: number
  readonly outer: Rounds | undefined
}

interface Run {
  readonly text: string
  readonly byCodePoint: boolean
  readonly most: number
  steps: number
}

/**
 * Every match of a pattern in a text, found as a backtracking engine finds it, and the steps that took. Steps are
 * counted, never timed, so that the answer is the same on every machine. Real engines skip some of them, and take no more.
 * @throws TooManySteps once there are more than `most`
 */
export function search(
  pattern: Pick<Pattern, 'source' | 'flags'>,
  text: string,
  most: number,
  compiled: Compiled = compile(pattern),
): { matches: [from: number, to: number][]; steps: number } {
  const { program, byCodePoint } = compiled
  const run: Run = { text, byCodePoint, most, steps: 0 }
  const matches: [number, number][] = []
  let at = 0
  while (at <= text.length) {
    const to = matchAt(run, program, at)
    if (to >= 0) matches.push([at, to])
    at = to > at ? to : at + Math.max(1, letterAt(run, at, false).length)
  }
  return { matches, steps: run.steps }
}

/** Where a match that begins here ends, or -1. */
function matchAt(run: Run, program: Program, from: number): number {
  const waiting: { pc: number; at: number; rounds: Rounds | undefined }[] = [{ pc: 0, at: from, rounds: undefined }]
  for (let state = waiting.pop(); state; state = waiting.pop()) {
    let { pc, at, rounds } = state
    for (;;) {
      if (++run.steps > run.most) throw new TooManySteps(`over ${run.most} steps on ${run.text.length} letters`)
      const now = program[pc++]
      if (!now || now.op === 'found') return at
      if (now.op === 'letter') {
        const letter = letterAt(run, at, now.back)
        if (letter === '' || !now.is(letter)) break
        at += now.back ? -letter.length : letter.length
      } else if (now.op === 'try') {
        waiting.push({ pc: now.second, at, rounds })
        pc = now.first
      } else if (now.op === 'jump') pc = now.to
      else if (now.op === 'begin') rounds = { at, outer: rounds }
      else if (now.op === 'end') {
        if (rounds?.at === at) break
        rounds = rounds?.outer
      } else if (now.op === 'place') {
        if (!now.is(run.text, at)) break
      } else if (matchAt(run, now.program, at) >= 0 === now.negate) break
    }
  }
  return -1
}

/** The letter after, or before, a place: half of a pair counts as one only where the pattern does not read code points. */
function letterAt({ text, byCodePoint }: Run, at: number, back: boolean): string {
  if (!byCodePoint) return text[back ? at - 1 : at] ?? ''
  if (!back) return at < text.length ? String.fromCodePoint(text.codePointAt(at) as number) : ''
  const pair = at > 1 ? text.slice(at - 2, at) : ''
  return pair.length === 2 && (pair.codePointAt(0) as number) > 0xffff ? pair : (text[at - 1] ?? '')
}
