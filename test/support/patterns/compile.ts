import { type AST, RegExpParser } from '@eslint-community/regexpp'
import type { Pattern } from './find.ts'

type Test = (letter: string) => boolean

/** A pattern as a backtracking engine carries it out, one instruction after the other. */
export type Instruction =
  | { readonly op: 'letter'; readonly is: Test; readonly back: boolean }
  | { readonly op: 'place'; readonly is: (text: string, at: number) => boolean }
  | { readonly op: 'look'; readonly program: Program; readonly negate: boolean }
  /** Goes on at the first; comes back to the second. */
  | { readonly op: 'try'; first: number; second: number }
  | { readonly op: 'jump'; readonly to: number }
  /** The begin and end of a round: one that took no letter is given up, as in ECMAScript. */
  | { readonly op: 'begin' }
  | { readonly op: 'end' }
  | { readonly op: 'found' }
export type Program = Instruction[]

export interface Compiled {
  readonly program: Program
  readonly byCodePoint: boolean
}

export function parsed(pattern: Pick<Pattern, 'source' | 'flags'>): AST.Pattern {
  const [unicode, unicodeSets] = [pattern.flags.includes('u'), pattern.flags.includes('v')]
  return new RegExpParser().parsePattern(pattern.source, 0, pattern.source.length, { unicode, unicodeSets })
}

export function compile(pattern: Pick<Pattern, 'source' | 'flags'>): Compiled {
  const { flags } = pattern
  const byCodePoint = flags.includes('u') || flags.includes('v')
  return { program: programOf(parsed(pattern).alternatives, flags, false), byCodePoint }
}

/** Which single letters a class, set or letter of a pattern takes: asked of the real engine, once per letter. */
export function takes(node: { readonly raw: string }, flags: string): Test {
  const one = new RegExp(`^(?:${node.raw})$`, flags.replace(/[gymd]/g, ''))
  const known = new Map<string, boolean>()
  return (letter) => {
    const before = known.get(letter)
    if (before !== undefined) return before
    const is = one.test(letter)
    known.set(letter, is)
    return is
  }
}

function programOf(alternatives: readonly AST.Alternative[], flags: string, back: boolean): Program {
  const out: Program = []
  either(out, alternatives, flags, back)
  out.push({ op: 'found' })
  return out
}

function either(out: Program, [first, ...rest]: readonly AST.Alternative[], flags: string, back: boolean): void {
  if (!first) return
  if (rest.length === 0) {
    sequence(out, first.elements, flags, back)
    return
  }
  const fork = branch(out)
  fork.first = out.length
  sequence(out, first.elements, flags, back)
  const leave = out.push({ op: 'jump', to: -1 }) - 1
  fork.second = out.length
  either(out, rest, flags, back)
  out[leave] = { op: 'jump', to: out.length }
}

function sequence(out: Program, elements: readonly AST.Element[], flags: string, back: boolean): void {
  for (const element of back ? elements.toReversed() : elements) emit(out, element, flags, back)
}

function emit(out: Program, node: AST.Element, flags: string, back: boolean): void {
  switch (node.type) {
    case 'Character':
    case 'CharacterSet':
    case 'CharacterClass':
      out.push({ op: 'letter', is: takes(node, flags), back })
      return
    case 'Group':
    case 'CapturingGroup':
      either(out, node.alternatives, flags, back)
      return
    case 'Quantifier':
      repeat(out, node, flags, back)
      return
    case 'Assertion':
      out.push(assertion(node, flags))
      return
    default:
      throw new Error(`${node.raw}: the machine knows no ${node.type}`)
  }
}

function repeat(out: Program, node: AST.Quantifier, flags: string, back: boolean): void {
  const { min, max, greedy, element } = node
  for (let i = 0; i < min; i++) emit(out, element, flags, back)
  const forks: { fork: Fork; body: number }[] = []
  for (let i = min; i < (max === Infinity ? min + 1 : max); i++) {
    const fork = branch(out)
    forks.push({ fork, body: out.length })
    out.push({ op: 'begin' })
    emit(out, element, flags, back)
    out.push({ op: 'end' })
    if (max === Infinity) out.push({ op: 'jump', to: out.indexOf(fork) })
  }
  for (const { fork, body } of forks) {
    fork.first = greedy ? body : out.length
    fork.second = greedy ? out.length : body
  }
}

type Fork = Extract<Instruction, { op: 'try' }>

function branch(out: Program): Fork {
  const fork: Fork = { op: 'try', first: -1, second: -1 }
  out.push(fork)
  return fork
}

function assertion(node: AST.Assertion, flags: string): Instruction {
  if (node.kind === 'lookahead' || node.kind === 'lookbehind') {
    const program = programOf(node.alternatives, flags, node.kind === 'lookbehind')
    return { op: 'look', program, negate: node.negate }
  }
  const place = new RegExp(node.raw, `${flags.replace(/[gyd]/g, '')}y`)
  const is = (text: string, at: number) => {
    place.lastIndex = at
    return place.test(text)
  }
  return { op: 'place', is }
}
