import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript-6'
import { expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')

/** Functions that make a schema for whoever calls them; those of a file are looked for in its importers, too. */
const TEXTS = 'shared/kernel/text.ts'
const MAKERS: Readonly<Record<string, readonly string[]>> = {
  [TEXTS]: ['text', 'line', 'date', 'count'],
  'functions/comments/domain/words.ts': ['choice'],
  'functions/filing/contract.ts': ['remark'],
}
/** Of `z`, what makes nothing. */
const USES = /^(config|prettifyError|treeifyError|flattenError|formatError)$/
/** Methods of a schema that make another; schemas are written with a capital, or are the `shape` of one. */
const DERIVES = /^(and|catch|default|extend|omit|optional|nullable|or|partial|pick|pipe|refine|safeExtend|superRefine)$/

// Making a schema takes as long as parsing with it twenty times.
it('makes no schema while answering a request: each is made once, as its file is loaded', () => {
  const files = ['functions', 'shared'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  )
  const answering = files.filter((file) => /\.ts$/.test(file) && !/\.(test|contract)\.ts$|\/contract\//.test(file))
  expect(answering.length).toBeGreaterThan(200)
  expect(answering.flatMap((file) => madeInside(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual([])
})

it.each([
  ['a schema of a request’s own', 'const wordsFor = (open) => Words.refine(({ v }) => open.has(v))'],
  ['a schema inside a method', 'const a = { read() { return z.strictObject({}) } }'],
  [
    'a text with a limit that is asked for',
    "import { text } from '../kernel/text.ts'; function a(max) { text({ max }) }",
  ],
])('would find %s', (_what, source) => {
  expect(madeInside('example.ts', source)).toHaveLength(1)
})

function madeInside(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const makers = [...(/kernel\/text\.ts'/.test(text) ? (MAKERS[TEXTS] ?? []) : []), ...(MAKERS[file] ?? [])]
  const found: string[] = []
  const visit = (node: ts.Node, inside: boolean): void => {
    if (inside && ts.isCallExpression(node) && makes(node.expression, makers))
      found.push(`${file}: ${node.getText().slice(0, 60)}`)
    const enters = ts.isFunctionLike(node) && !MAKERS[file]?.includes(nameOf(node))
    ts.forEachChild(node, (child) => visit(child, inside || enters))
  }
  visit(source, false)
  return found
}

function makes(called: ts.Expression, makers: readonly string[]): boolean {
  if (ts.isIdentifier(called)) return makers.includes(called.text)
  if (!ts.isPropertyAccessExpression(called)) return false
  const [of, name] = [called.expression.getText(), called.name.text]
  return of === 'z' ? !USES.test(name) : DERIVES.test(name) && /^[A-Z]|\.shape\b/.test(of)
}

function nameOf(node: ts.Node): string {
  const named = ts.isVariableDeclaration(node.parent) ? node.parent : (node as ts.FunctionDeclaration)
  return named.name?.getText() ?? ''
}
