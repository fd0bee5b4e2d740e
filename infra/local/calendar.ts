import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderOfYears, loadYear } from '../../shared/calendar/folder.ts'

const USAGE = '用法:npm run calendar -- load <文件.json> | npm run calendar -- show <年份>'

/** Where calendars loaded after the release lie: beside the records, where the server looks for them. */
export function calendarDir(env: Readonly<Record<string, string | undefined>>): string {
  return join(env.DATA_DIR || '.data', 'calendar')
}

/**
 * `npm run calendar -- load 2027.json`: checks the State Council's days off of a year and takes them in. A running
 * server uses them from the next sweep on.
 * @throws Error in plain Chinese
 */
export function calendarCommand(args: readonly string[], dir: string): string {
  const [verb, what, ...more] = args
  if (!what || more.length > 0) throw new Error(USAGE)
  if (verb === 'load') {
    const { year, source, holidays } = loadYear(dir, readText(what))
    const list = holidays.map((h) => `  ${h.name} ${h.from} 至 ${h.to}${h.workdays.map((d) => `,${d} 上班`).join('')}`)
    return [`已载入 ${year} 年放假安排(${source.title},${source.number})。请对照原文再核对一遍:`, ...list].join('\n')
  }
  if (verb === 'show') {
    const found = folderOfYears(dir)(Number(what))
    return found ? JSON.stringify(found, undefined, 2) : `${what} 年的放假安排没有单独载入。`
  }
  throw new Error(USAGE)
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Error(`读不到文件 ${file},日历没有改动。`)
  }
}

if (import.meta.main) {
  try {
    console.log(calendarCommand(process.argv.slice(2), calendarDir(process.env)))
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}
