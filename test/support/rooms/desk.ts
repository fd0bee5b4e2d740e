import ts from 'typescript-6'
import { type Finding, lineOf, type Source, walk } from './tree.ts'

const DUTIES = 'shared/identity/duty.ts'
const LIFE = 'functions/matters/domain/life.ts'
/** Which routes a duty may use at all is asked in one place; the layout shows what that says. */
const ASKS = /^web\/desk\/src\/(?:pages\/may\.ts$|layout\/)/

const BY_DUTY = 'compares a duty: the server says what may be done (`acts`), a route whose it is (`mayUse`)'
const BY_BOTH = 'decides by duty and by the state of a matter: show what the server says may be done (`acts`)'

/**
 * What may be done to a matter is the server's answer (`acts`). So no file of the desk compares a duty, and none asks both
 * whether a route is the duty's (`mayUse`) and which state a matter is in: the two together are a rule of the server's.
 */
export function deskRightsOf(sources: readonly Source[]): Finding[] {
  const duties = stringsOf(sources, DUTIES, 'DUTIES')
  const states = stringsOf(sources, LIFE, 'STATE_NAMES')
  return sources
    .filter(({ path, isTest }) => path.startsWith('web/desk/src/') && !isTest && !ASKS.test(path))
    .flatMap((source) => {
      const byDuty = comparisonsOf(source, duties)
      const asksDuty = byDuty[0] ?? mentionOf(source, 'duty')
      const byState = comparisonsOf(source, states)[0]
      const found = byDuty.map((line) => ({ at: `${source.path}:${line}`, says: BY_DUTY }))
      return byState && asksDuty ? [...found, { at: `${source.path}:${byState}`, says: BY_BOTH }] : found
    })
}

/** The words of a closed list: elements of an array, or names of an object's members. */
function stringsOf(sources: readonly Source[], path: string, name: string): Set<string> {
  const words = new Set<string>()
  const source = sources.find((s) => s.path === path)
  if (!source) return words
  walk(source.ast, (node) => {
    if (!ts.isVariableDeclaration(node) || node.name.getText() !== name || !node.initializer) return
    walk(node.initializer, (inner) => {
      if (ts.isPropertyAssignment(inner)) words.add(inner.name.getText().replaceAll("'", ''))
      else if (ts.isStringLiteralLike(inner) && ts.isArrayLiteralExpression(inner.parent)) words.add(inner.text)
    })
  })
  return words
}

const EQUALITY = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
])

/** Lines on which something is compared with one of the words: `===`, `case`, or a list that is asked for it. */
function comparisonsOf(source: Source, words: ReadonlySet<string>): number[] {
  const lines: number[] = []
  const isWord = (node: ts.Node) => ts.isStringLiteralLike(node) && words.has(node.text)
  walk(source.ast, (node) => {
    const equal = ts.isBinaryExpression(node) && EQUALITY.has(node.operatorToken.kind)
    const compared =
      (equal && (isWord(node.left) || isWord(node.right))) ||
      (ts.isCaseClause(node) && isWord(node.expression)) ||
      (isAsked(node) && node.expression.expression.elements.some(isWord))
    if (compared) lines.push(lineOf(source, node))
  })
  return lines
}

/** `['filer', 'leader'].includes(…)` */
function isAsked(node: ts.Node): node is ts.CallExpression & { expression: { expression: ts.ArrayLiteralExpression } } {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false
  return ts.isArrayLiteralExpression(node.expression.expression)
}

function mentionOf(source: Source, property: string): number | undefined {
  let line: number | undefined
  walk(source.ast, (node) => {
    if (ts.isPropertyAccessExpression(node) && node.name.text === property) line ??= lineOf(source, node)
  })
  return line
}
