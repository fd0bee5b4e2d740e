/** One record of a CSV file, and the line of the file on which it begins, as an editor counts. */
export interface CsvRecord {
  readonly line: number
  readonly cells: readonly string[]
}

export interface Csv {
  readonly records: readonly CsvRecord[]
  /** Line on which a quoted cell begins that never ends; what follows it cannot be told apart. */
  readonly unclosed?: number
}

/**
 * CSV as RFC 4180 has it, and as spreadsheets write it: any of the three line ends, commas, quotes and line breaks within
 * quoted cells. A quote in the middle of a cell is a letter like any other. Nothing is trimmed, blank lines are left out.
 */
export function parseCsv(text: string): Csv {
  const records: CsvRecord[] = []
  let line = 1
  let begun = 1
  let cells: string[] = []
  let at = 0
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at)
    if (!cell) return { records, unclosed: line }
    cells.push(cell.value)
    line += cell.breaks
    at = cell.end
    if (text[at] === ',') {
      at++
      if (at < text.length) continue
      cells.push('')
    }
    if (cells.some((one) => one !== '')) records.push({ line: begun, cells })
    at += text.startsWith('\r\n', at) ? 2 : 1
    line++
    begun = line
    cells = []
  }
  return { records }
}

interface Cell {
  readonly value: string
  /** Where the comma or the line end after it is. */
  readonly end: number
  /** Line breaks within it. */
  readonly breaks: number
}

function plainCell(text: string, from: number): Cell {
  let end = from
  while (end < text.length && !isEnd(text[end])) end++
  return { value: text.slice(from, end), end, breaks: 0 }
}

function quotedCell(text: string, from: number): Cell | undefined {
  let at = from + 1
  let close = text.indexOf('"', at)
  const parts: string[] = []
  while (close >= 0 && text[close + 1] === '"') {
    parts.push(text.slice(at, close + 1))
    at = close + 2
    close = text.indexOf('"', at)
  }
  if (close < 0) return undefined
  parts.push(text.slice(at, close))
  const rest = plainCell(text, close + 1)
  const value = parts.join('')
  return { value: value + rest.value, end: rest.end, breaks: value.split(/\r\n|\r|\n/).length - 1 }
}

const isEnd = (c: string | undefined) => c === ',' || c === '\r' || c === '\n'
