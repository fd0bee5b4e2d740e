/** One line of CSV (RFC 4180). A text that a spreadsheet would run as a formula is made text by an apostrophe before it. */
export function csvLine(cells: readonly string[]): string {
  return cells.map((cell) => `"${(/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`).join(',')
}
