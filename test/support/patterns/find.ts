import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
// By its other name: `typescript` is version 7, which has no JavaScript API.
import ts from 'typescript-6'

export interface Pattern {
  /** `functions/comments/domain/mask.ts:6` */
  readonly at: string
  readonly source: string
  readonly flags: string
}

export interface Found {
  readonly patterns: readonly Pattern[]
  /** Where a pattern is built from something that is not written there: nobody can say what it will be. */
  readonly built: readonly string[]
}

const SOURCE = /\.(?:ts|tsx|mjs)$/
/** Tests meet no people's text. */
const TEST = /\.(?:test|contract)\.tsx?$/
const SKIPPED = new Set(['node_modules', 'dist', '.cache'])

/** Every pattern of the source in these files and folders: literals, and what `RegExp` is called with. */
export function patternsIn(paths: readonly string[]): Found {
  const patterns: Pattern[] = []
  const built: string[] = []
  for (const file of paths.flatMap(filesIn)) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
    const visit = (node: ts.Node): void => {
      const at = `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/')
        patterns.push({ at, source: node.text.slice(1, end), flags: node.text.slice(end + 1) })
      } else if (isRegExpCall(node)) {
        const [text, flags] = node.arguments ?? []
        const literal = text && ts.isStringLiteralLike(text) && (!flags || ts.isStringLiteralLike(flags))
        if (literal) patterns.push({ at, source: text.text, flags: flags?.text ?? '' })
        else built.push(at)
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return { patterns, built }
}

function isRegExpCall(node: ts.Node): node is ts.NewExpression | ts.CallExpression {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return false
  const called = node.expression
  return (
    (ts.isIdentifier(called) ? called : ts.isPropertyAccessExpression(called) ? called.name : undefined)?.text ===
    'RegExp'
  )
}

function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !SKIPPED.has(entry.name))
    .flatMap((entry) => {
      const inside = join(path, entry.name)
      if (entry.isDirectory()) return filesIn(inside)
      return SOURCE.test(entry.name) && !TEST.test(entry.name) ? [inside] : []
    })
}
