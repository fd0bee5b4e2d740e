import ts from 'typescript-6'
import { type Finding, lineOf, type Source, walk } from './tree.ts'

const MOST_OF_FILE = 300
const MOST_OF_FUNCTION = 60
const PAGES = /^(?:describe|it|test|beforeAll|beforeEach|afterAll|afterEach)(?:\.|$)/

const linesOf = ({ text }: Source) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0)

function report(name: string, sources: readonly Source[]): string {
  const sorted = sources
    .map((source) => ({ path: source.path, lines: linesOf(source) }))
    .sort((a, b) => a.lines - b.lines)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]?.lines ?? 0
  const largest = sorted.at(-1)
  const most = largest ? `${largest.lines} (${largest.path})` : '0'
  return `${name}: ${sorted.length} files, median ${at(0.5)}, 90th percentile ${at(0.9)}, largest ${most}`
}

/** Functions with their own lines: those of a page inside are not theirs. */
function longFunctions(source: Source): Finding[] {
  const found: Finding[] = []
  walk(source.ast, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body || isPage(node)) return
    const lines = spanOf(source, node) - linesOfPages(source, node.body)
    if (lines <= MOST_OF_FUNCTION) return
    found.push({ at: `${source.path}:${lineOf(source, node)}`, says: `a function of ${lines} lines: split it` })
  })
  return found
}

function linesOfPages(source: Source, node: ts.Node): number {
  if (isPage(node)) return spanOf(source, node)
  let lines = 0
  ts.forEachChild(node, (child) => {
    lines += linesOfPages(source, child)
  })
  return lines
}

function isPage(node: ts.Node): boolean {
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return false
  return ts.isCallExpression(node.parent) && PAGES.test(calledBy(node.parent))
}

/** `it.each(…)` as well as `it`. */
function calledBy(call: ts.CallExpression): string {
  const { expression } = call
  return ts.isCallExpression(expression) ? calledBy(expression) : expression.getText()
}

function spanOf({ ast }: Source, node: ts.Node): number {
  const line = (at: number) => ast.getLineAndCharacterOfPosition(at).line
  return line(node.getEnd()) - line(node.getStart()) + 1
}

/** Median, 90th percentile and largest file of source and of tests. */
export function sizesOf(sources: readonly Source[]): string[] {
  const [tests, source] = [true, false].map((wanted) => sources.filter(({ isTest }) => isTest === wanted))
  return [report('source', source ?? []), report('tests', tests ?? [])]
}

/**
 * Files over 300 lines and functions over 60. Counted are all lines, blank ones and comments too; of a function, from its
 * first word to its closing brace with all that stands inside, but for what `describe`, `it` and their like are given: that
 * is a page of tests.
 */
export function tooLong(sources: readonly Source[]): Finding[] {
  const long = sources.filter((source) => linesOf(source) > MOST_OF_FILE)
  return [
    ...long.map((source) => ({ at: source.path, says: `${linesOf(source)} lines: ${MOST_OF_FILE} at most` })),
    ...sources.flatMap(longFunctions),
  ]
}
