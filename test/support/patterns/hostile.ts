import { type AST, visitRegExpAST } from '@eslint-community/regexpp'
import fc from 'fast-check'
import { parsed, takes } from './compile.ts'
import type { Pattern } from './find.ts'

/** Letters of every sort that a pattern may tell apart. */
const LETTERS = [...'aAzZ09_-+.@ /\\:%<>()[]{}#&;,"=?!京·é', '\t', '\n', '\0', '𠮷']

/**
 * Texts that make a pattern work: pieces that it looks for, or shuns, many times over, between others. What is slow is
 * slow because a piece fits many times and something at the end does not.
 */
export function hostileTo(pattern: Pick<Pattern, 'source' | 'flags'>, length: number): fc.Arbitrary<string> {
  const piece = fc.oneof(fc.constantFrom(...piecesOf(pattern)), fc.constantFrom(...LETTERS))
  const pieces = (minLength: number, maxLength: number) =>
    fc.array(piece, { minLength, maxLength }).map((all) => all.join(''))
  return fc
    .tuple(pieces(0, 2), pieces(1, 4), fc.oneof(pieces(0, 2), fc.constantFrom('\n', '\0')))
    .map(([before, again, after]) => before + again.repeat(Math.ceil(length / again.length)) + after)
}

/** For each part of the pattern that stands for itself, something that it takes; for each class a letter or two. */
function piecesOf(pattern: Pick<Pattern, 'source' | 'flags'>): string[] {
  const pieces = new Set<string>()
  const lettersOf = (node: AST.CharacterClass | AST.CharacterSet) => LETTERS.filter(takes(node, pattern.flags))
  const addLetters = (node: AST.CharacterClass | AST.CharacterSet) => {
    for (const letter of lettersOf(node).slice(0, 2)) pieces.add(letter)
  }
  const example = (node: AST.Element): string => {
    if (node.type === 'Character') return String.fromCodePoint(node.value)
    if (node.type === 'CharacterSet' || node.type === 'CharacterClass') return lettersOf(node)[0] ?? ''
    if (node.type === 'Quantifier') return example(node.element).repeat(Math.max(1, node.min))
    if (node.type === 'Group' || node.type === 'CapturingGroup') return longest(node.alternatives.map(whole))
    return ''
  }
  const whole = ({ elements }: AST.Alternative) => elements.map(example).join('')
  const longest = (texts: readonly string[]) => texts.reduce((a, b) => (b.length > a.length ? b : a))
  visitRegExpAST(parsed(pattern), {
    onAlternativeEnter: (alternative) => void pieces.add(whole(alternative)),
    onQuantifierEnter: (quantifier) => void pieces.add(example(quantifier)),
    onCharacterClassEnter: addLetters,
    onCharacterSetEnter: addLetters,
    onCharacterEnter: ({ value, parent }) => {
      if (parent.type !== 'CharacterClassRange') pieces.add(String.fromCodePoint(value))
    },
  })
  pieces.delete('')
  return ['a', ...pieces]
}
