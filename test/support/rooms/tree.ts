import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
// By its other name: `typescript` is version 7, which has no JavaScript API.
import ts from 'typescript-6'

/** A file of the tree that is checked, by its path from the root, read and parsed once. */
export interface Source {
  readonly path: string
  readonly text: string
  readonly ast: ts.SourceFile
  readonly isTest: boolean
}

/** What a check found wrong: where, and what to do about it. */
export interface Finding {
  readonly at: string
  readonly says: string
}

const SOURCE = /\.(?:ts|tsx|mjs)$/
const TEST = /\.(?:test|contract)\.tsx?$|^test\/|^shared\/[^/]+\/contract\//
const SKIPPED = new Set(['node_modules', 'dist', '.cache'])

export function sourcesOf(root: string, folders: readonly string[]): Source[] {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => filesIn(root, folder))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      return { path, text, ast: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true), isTest: TEST.test(path) }
    })
}

function filesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !SKIPPED.has(entry.name))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return filesIn(root, path)
      return SOURCE.test(entry.name) ? [path] : []
    })
}

/** The room that a path lies in; undefined for what stands at the root of `functions` or elsewhere. */
export const roomOf = (path: string): string | undefined => /^functions\/([^/]+)\/./.exec(path)?.[1]

export function roomsOf(root: string): string[] {
  if (!existsSync(join(root, 'functions'))) return []
  const entries = readdirSync(join(root, 'functions'), { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
}

export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}

export function lineOf(source: Source, node: ts.Node): number {
  return source.ast.getLineAndCharacterOfPosition(node.getStart()).line + 1
}

/** Paths from the root that a file names in imports of any kind: of values, of types, re-exported or lazy. */
export function importsOf(source: Source): { readonly to: string; readonly at: string }[] {
  const found: { to: string; at: string }[] = []
  walk(source.ast, (node) => {
    const named = specifierOf(node)
    if (!named?.text.startsWith('.')) return
    const to = normalize(join(dirname(source.path), named.text))
    found.push({ to, at: `${source.path}:${lineOf(source, node)}` })
  })
  return found
}

function specifierOf(node: ts.Node): ts.StringLiteralLike | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literal(node.moduleSpecifier)
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return literal(node.argument.literal)
  const lazy = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
  return lazy ? literal(node.arguments[0]) : undefined
}

const literal = (node: ts.Node | undefined) => (node && ts.isStringLiteralLike(node) ? node : undefined)
