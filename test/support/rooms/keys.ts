import ts from 'typescript-6'
import { type Finding, lineOf, roomOf, type Source, walk } from './tree.ts'

/** A piece of a key as a file writes it: a string, or what stands between the holes of a template. */
interface Piece {
  readonly text: string
  readonly line: number
  /** It is the value of `pk`, `sk`, `duePk`… written out: this one. '' otherwise. */
  readonly keyName: string
}

/** `DOC#`, `COUNTER#filing#`, `#V1`: what can only be a piece of a key. */
const HASHED = /^[A-Z][A-Z0-9-]*#|#[A-Z][A-Z0-9-]*(?:#|$)/
/** `SITE`, `ARCHIVE-AWAITING`: in a store, a partition; elsewhere it may be anything. */
const CAPITALS = /^[A-Z][A-Z0-9-]+$/
const KEY_NAME = /^(?:pk|sk|[a-z]+[PS]k)$/
/** The codes of departments, in their one list. */
const DEPARTMENTS = 'functions/organs/seed/departments.ts'
/** Head and events are named by every chain. */
const CHAIN = 'shared/events/chain.ts'

export interface Owned {
  readonly piece: string
  readonly owner: string
}

const isStore = (path: string) => /^functions\/[^/]+\/store(?:-[a-z-]+)?\.ts$/.test(path)

/**
 * Whose which piece of a key is. Derived from what the stores write, so that a new key is guarded without being listed. A
 * key that is written elsewhere in a room (a finding of its own, see `straysOf`) is that room's all the same.
 */
export function ownedOf(sources: readonly Source[]): Owned[] {
  const owned = new Map<string, Owned>()
  const add = (owner: string, piece: string) => owned.set(`${owner} ${piece}`, { owner, piece })
  const everybodys = chainWords(sources)
  const strays: Owned[] = []
  for (const source of sources) {
    const owner = roomOf(source.path)
    if (!owner || source.isTest) continue
    for (const { text } of piecesOf(source)) {
      if (everybodys.has(text)) continue
      if (isStore(source.path) && (HASHED.test(text) || CAPITALS.test(text))) add(owner, text)
      else if (HASHED.test(text)) strays.push({ owner, piece: text })
      // The row of a task is named after the task.
      const name = isStore(source.path) && /#([a-z]+(?:-[a-z]+)+)$/.exec(text)?.[1]
      if (name) add(owner, name)
      if (source.path === DEPARTMENTS && CAPITALS.test(text)) add(owner, `-${text}`)
    }
  }
  const inStores = [...owned.values()]
  for (const stray of strays)
    if (!inStores.some((other) => names(stray.piece, other.piece))) add(stray.owner, stray.piece)
  return [...owned.values()]
}

function chainWords(sources: readonly Source[]): Set<string> {
  const chain = sources.find(({ path }) => path === CHAIN)
  return new Set(chain ? piecesOf(chain).map(({ text }) => text) : [])
}

/** Files of a room, of the web or of what all share that name what belongs to another. */
export function foreignKeysOf(sources: readonly Source[]): Finding[] {
  const owned = ownedOf(sources)
  return sources
    .filter(({ isTest, path }) => !isTest && /^(?:functions|web|shared)\//.test(path))
    .flatMap((source) => {
      const room = roomOf(source.path) ?? source.path.split('/')[0]
      return piecesOf(source).flatMap(({ text, line, keyName }) => {
        // A row may be called as one of another feature is: under a partition of its own.
        const isOwnRow = isStore(source.path) && /^sk$|Sk$/.test(keyName) && CAPITALS.test(text)
        const other = owned.find(({ owner, piece }) => owner !== room && !isOwnRow && names(text, piece))
        if (!other) return []
        const says = `'${text}' names ${other.piece}, a key of ${other.owner}: ask its offers.ts`
        return [{ at: `${source.path}:${line}`, says }]
      })
    })
}

/** Keys that a room writes outside its store. */
export function straysOf(sources: readonly Source[]): Finding[] {
  const everybodys = chainWords(sources)
  return sources
    .filter(({ isTest, path }) => !isTest && roomOf(path) && !isStore(path))
    .flatMap((source) =>
      piecesOf(source)
        .filter(({ text, keyName }) => !everybodys.has(text) && (keyName !== '' || HASHED.test(text)))
        .map(({ text, line }) => ({ at: `${source.path}:${line}`, says: `'${text}' is a key: name it in store.ts` })),
    )
}

/** Does a text name a key's piece? A prefix is named by what begins with it, also behind another prefix. */
function names(text: string, piece: string): boolean {
  if (piece.startsWith('-')) return new RegExp(`${piece}(?![A-Z])`).test(text)
  if (!piece.includes('#')) return text === piece
  const at = text.indexOf(piece)
  return at >= 0 && !/[A-Z0-9-]/.test(text[at - 1] ?? '') && (piece.endsWith('#') || at + piece.length === text.length)
}

function piecesOf(source: Source): Piece[] {
  const found: Piece[] = []
  walk(source.ast, (node) => {
    const text = textOf(node)
    if (text) found.push({ text, line: lineOf(source, node), keyName: keyNameOf(node) })
  })
  return found
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isRegularExpressionLiteral(node)) return node.text
  const isModule = ts.isImportDeclaration(node.parent ?? node) || ts.isExportDeclaration(node.parent ?? node)
  if (ts.isStringLiteralLike(node)) return isModule ? undefined : node.text
  return ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node) ? node.text : undefined
}

/** `sk: 'FORM'`, and `` sk: `${id}` `` not: what is between holes is looked at by itself. */
function keyNameOf(node: ts.Node): string {
  const { parent } = node
  const isValue = ts.isStringLiteralLike(node) && node.text !== '' && ts.isPropertyAssignment(parent)
  const name = isValue && parent.initializer === node ? parent.name.getText() : ''
  return KEY_NAME.test(name) ? name : ''
}
