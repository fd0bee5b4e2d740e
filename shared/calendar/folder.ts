import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CalendarYear } from './year.ts'

/**
 * Years loaded after the release, one `2027.json` each, for `chinaCalendar(PUBLISHED, folderOfYears(dir))`. The file is
 * read when a date of its year is first asked for: no restart. A broken file counts as not loaded, so nothing is guessed.
 */
export function folderOfYears(dir: string): (year: number) => CalendarYear | undefined {
  return (year) => {
    let text: string
    try {
      text = readFileSync(join(dir, `${year}.json`), 'utf8')
    } catch {
      return undefined
    }
    const read = CalendarYear.safeParse(parsed(text))
    return read.success && read.data.year === year ? read.data : undefined
  }
}

/**
 * Checks a file and puts it into the folder, whole or not at all.
 * @throws Error with every mistake in plain Chinese; nothing is written then.
 */
export function loadYear(dir: string, text: string): CalendarYear {
  const read = CalendarYear.safeParse(parsed(text))
  if (!read.success) {
    const lines = read.error.issues.map((i) => `${i.path.join('.') || '文件'}:${i.message}`)
    throw new Error(`日历没有载入,原有的没有改动。请改正后重来:\n${lines.join('\n')}`)
  }
  const path = join(dir, `${read.data.year}.json`)
  mkdirSync(dir, { recursive: true })
  writeFileSync(`${path}.part`, `${JSON.stringify(read.data, undefined, 2)}\n`, { flush: true })
  renameSync(`${path}.part`, path)
  return read.data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
