/** As long as a matter's own field: what does not fit there can never be matched. */
const SHORTEST = 6
const LONGEST = 40
const CODE = /^[0-9A-Z]+(?:-[0-9A-Z]+)*$/
/** What is written around a code is longer by a few characters. Nothing longer is looked at: see `tidy`. */
const LONGEST_WRITTEN = 200
/** Spreadsheets put these around a code to keep it a text: `="2026-…"`, `'2026-…`, a tab behind it. */
const WRAPPING = /['"=\s]/g
/** Hyphens and dashes that are no `-`, as they come out of word processors. NFKC has made `－` one before. */
const DASHES = /[\u2010-\u2015\u2212]/g
const SCIENTIFIC = /^\d(?:\.\d+)?E\+?\d+$/

/**
 * A project code of the 发改 departments (`2026-620702-48-01-000112`) as it is compared: half-width, capitals, plain
 * hyphens, leading zeros as they are.
 * @returns undefined when what is written is no code
 */
export function projectCode(written: string): string | undefined {
  if (written.length > LONGEST_WRITTEN) return undefined
  const code = tidy(written)
  const fits = code.length >= SHORTEST && code.length <= LONGEST
  return fits && CODE.test(code) ? code : undefined
}

/** What is wrong with what `projectCode` does not take, and what to do. */
export function codeProblem(written: string): string {
  const code = tidy(written.slice(0, LONGEST_WRITTEN))
  if (code === '') return '没有项目代码，请补上后再导入'
  if (SCIENTIFIC.test(code)) {
    return '项目代码被 Excel 改成了科学计数，后面的数字已经丢失。请把这一列设为「文本」格式，从发改系统重新导出'
  }
  return `「${code.slice(0, LONGEST)}」不像项目代码。项目代码由数字、字母和短横组成，如 2026-620702-48-01-000112，请核对`
}

/** Never of more than a cell's worth: NFKC sorts accents that stand on one letter, and of 300 000 it would take a minute. */
const tidy = (written: string) => written.normalize('NFKC').replace(DASHES, '-').replace(WRAPPING, '').toUpperCase()
