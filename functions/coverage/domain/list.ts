import { lengthOf } from '../../../shared/kernel/text.ts'
import { codeProblem, projectCode } from './code.ts'
import { type CsvRecord, parseCsv } from './csv.ts'

/** One project as a list has it. */
export interface Project {
  readonly code: string
  readonly name: string
  readonly builder: string
  readonly remark: string
}

/** A line that cannot be taken: which, and what to do. */
export interface WrongLine {
  readonly line: number
  readonly message: string
}

/** A list as it was read from a file. */
export interface ProjectList {
  /** Each code once, in the order of the file; of two lines with one code the later is right. */
  readonly projects: readonly Project[]
  /** How many lines repeat a code. */
  readonly repeated: number
  readonly wrong: readonly WrongLine[]
  /** How many lines under the heading have something in them. */
  readonly lines: number
}

type Column = keyof Project

/** How the columns are called in the lists of 发改 departments. */
const HEADINGS: Readonly<Record<Column, readonly string[]>> = {
  code: ['项目代码', '项目编码', '项目统一代码', '投资项目代码', '投资项目统一代码', '统一代码', '代码'],
  name: ['项目名称', '名称'],
  builder: ['建设单位', '项目单位', '项目法人', '项目法人单位', '申报单位'],
  remark: ['备注', '说明'],
}

/** A heading with blanks in it; what is longer is none, and normalising it could take a minute. */
const LONGEST_HEADING = 100

/** Code points, so that a list's row stays a row. */
const LONGEST: Readonly<Record<Exclude<Column, 'code'>, readonly [label: string, most: number]>> = {
  name: ['项目名称', 200],
  builder: ['建设单位', 200],
  remark: ['备注', 500],
}

/** A title, a date and a blank may stand above the headings. */
const LINES_ABOVE = 5

/** Reads a list. @returns `problem` when it is none: in plain words, with what to do */
export function readProjects(text: string): ProjectList | { readonly problem: string } {
  const { records, unclosed } = parseCsv(text)
  if (unclosed !== undefined) {
    return { problem: `第 ${unclosed} 行有一个双引号没有成对，后面的内容分不清。请在这一行补上或删去双引号` }
  }
  const top = records.slice(0, LINES_ABOVE).findIndex((record) => columnsOf(record).code !== undefined)
  const heading = records[top]
  if (!heading) {
    return { problem: '没有找到「项目代码」一栏。请在表的第一行写明各栏名称，其中一栏叫「项目代码」' }
  }
  return collect(records.slice(top + 1), columnsOf(heading))
}

type Columns = Readonly<Partial<Record<Column, number>>>

function columnsOf({ cells }: CsvRecord): Columns {
  const titles = cells.map((cell) => cell.slice(0, LONGEST_HEADING).normalize('NFKC').replace(/\s/g, ''))
  const columns: Partial<Record<Column, number>> = {}
  for (const column of Object.keys(HEADINGS) as Column[]) {
    const at = titles.findIndex((title) => HEADINGS[column].includes(title))
    if (at >= 0) columns[column] = at
  }
  return columns
}

function collect(records: readonly CsvRecord[], columns: Columns): ProjectList {
  const projects = new Map<string, Project>()
  const wrong: WrongLine[] = []
  let repeated = 0
  const filled = records.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  for (const record of filled) {
    const project = projectOf(record, columns)
    if ('message' in project) wrong.push(project)
    else {
      if (projects.has(project.code)) repeated++
      projects.set(project.code, project)
    }
  }
  return { projects: [...projects.values()], repeated, wrong, lines: filled.length }
}

function projectOf({ line, cells }: CsvRecord, columns: Columns): Project | WrongLine {
  const cell = (column: Column) => cells[columns[column] ?? -1]?.trim() ?? ''
  const code = projectCode(cell('code'))
  if (code === undefined) return { line, message: codeProblem(cell('code')) }
  const project = { code, name: cell('name'), builder: cell('builder'), remark: cell('remark') }
  for (const [column, [label, most]] of Object.entries(LONGEST) as [keyof typeof LONGEST, [string, number]][]) {
    if (lengthOf(project[column]) > most) return { line, message: `${label}超过 ${most} 字，请改短` }
  }
  return project
}
