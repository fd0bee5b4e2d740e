/** Bytes from `start`, at most `length`, as Latin-1 text: PDF's own structure is ASCII. `start` is inside the file. */
export type ReadText = (start: number, length: number) => Promise<string>

/** How far a cross-reference table or a dictionary is read; a flat tree of ten thousand pages fits. */
const MOST = 512 * 1024
/** A file that was saved with changes has one table for each time. */
const TABLES = 64

/**
 * `/Count` of the root of a PDF's page tree (ISO 32000-1, 7.7.3), found by the plain cross-reference tables. Null where the
 * file keeps its objects compressed (cross-reference streams), is broken, or says anything odd: then nobody knows without
 * a whole PDF reader, and the line stays blank. Nothing is unpacked, and the work has an end whatever the file says.
 */
export async function pdfPages(size: number, read: ReadText): Promise<number | null> {
  const tail = await read(Math.max(0, size - 2048), 2048)
  const start = [...tail.matchAll(/startxref\s+(\d{1,15})\s+%%EOF/g)].at(-1)?.[1]
  if (start === undefined) return null
  const offsets = new Map<number, number>()
  let root: number | undefined
  let at: number | undefined = Number(start)
  for (let table = 0; at !== undefined; table++) {
    if (table === TABLES || at >= size) return null
    const found = readTable(await read(at, MOST), offsets)
    if (!found) return null
    root ??= found.root
    at = found.prev
  }
  const catalog = root === undefined ? undefined : await dictionary(root, offsets, size, read)
  const tree = reference(catalog, 'Pages')
  const pages = tree === undefined ? undefined : await dictionary(tree, offsets, size, read)
  if (!pages || !/\/Type\s*\/Pages\b/.test(pages)) return null
  const count = Number(/\/Count\s+(\d{1,6})(?![\d.])/.exec(pages)?.[1])
  return count >= 1 ? count : null
}

/** One table and its trailer. Earlier entries win: tables are read from the latest back. */
function readTable(text: string, offsets: Map<number, number>): { root?: number; prev?: number } | undefined {
  const end = text.indexOf('trailer')
  if (!/^\s*xref\s/.test(text) || end < 0) return undefined
  let next = 0
  // `0 6` begins a section; `0000000017 00000 n` is an object, its generation left unread: it has one at a time.
  for (const [, first, kind] of text.slice(0, end).matchAll(/\b(\d{1,10}) \d{1,6}(?: ([nf]))?[ \t]{0,2}[\r\n]/g)) {
    if (kind === undefined) next = Number(first)
    else {
      if (!offsets.has(next)) offsets.set(next, kind === 'n' ? Number(first) : -1)
      next++
    }
  }
  const trailer = topLevel(text.slice(end))
  if (trailer === undefined) return undefined
  const root = reference(trailer, 'Root')
  const prev = /\/Prev\s+(\d{1,15})/.exec(trailer)?.[1]
  return { ...(root === undefined ? {} : { root }), ...(prev === undefined ? {} : { prev: Number(prev) }) }
}

async function dictionary(id: number, offsets: ReadonlyMap<number, number>, size: number, read: ReadText) {
  const at = offsets.get(id) ?? -1
  if (at < 0 || at >= size) return undefined
  const text = await read(at, MOST)
  const found = /^\s*(\d{1,10})\s+\d{1,10}\s+obj\b/.exec(text)?.[1]
  return Number(found) === id ? topLevel(text) : undefined
}

/** The entries of the first dictionary, without those of the ones inside it. Undefined when it does not end. */
function topLevel(text: string): string | undefined {
  let depth = 0
  let out = ''
  let from = text.indexOf('<<')
  for (const { 0: mark, index } of from < 0 ? [] : text.matchAll(/<<|>>/g)) {
    if (depth === 1) out += text.slice(from, index)
    depth += mark === '<<' ? 1 : -1
    from = index + 2
    if (depth === 0) return out
  }
  return undefined
}

const REFERENCES = {
  Root: /\/Root\s+(\d{1,9})\s+\d{1,10}\s+R\b/,
  Pages: /\/Pages\s+(\d{1,9})\s+\d{1,10}\s+R\b/,
}

function reference(dictionary: string | undefined, name: keyof typeof REFERENCES): number | undefined {
  const id = dictionary && REFERENCES[name].exec(dictionary)?.[1]
  return id ? Number(id) : undefined
}
