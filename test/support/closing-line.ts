/**
 * The last lines of `.ci/run`: `N passed, N failed, N skipped`, counted from the reports that vitest wrote (its JSON
 * reporter). Fails when a report is missing, when nothing ran, when anything failed, and when the first report
 * (`npm test`, which has all it needs in CI) skipped a test.
 */
import { readFileSync } from 'node:fs'

interface Report {
  readonly success: boolean
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

function read(path: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Report
  } catch {
    console.log(`no report: ${path}`)
    return undefined
  }
}

const reports = process.argv.slice(2).map(read)
const sum = (count: (report: Report) => number) => reports.reduce((n, r) => n + (r === undefined ? 0 : count(r)), 0)
const isSkipped = (status: string) => status !== 'passed' && status !== 'failed'
const skipped = (report: Report | undefined) =>
  (report?.testResults ?? []).flatMap((file) => file.assertionResults.filter((test) => isSkipped(test.status)))

/** A file that could not even be read has no test to count: it counts as one that failed. */
const broken = (report: Report) =>
  report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length

const mustNotSkip = skipped(reports[0])
for (const test of mustNotSkip) console.log(`skipped, and must not be here: ${test.fullName}`)

const passed = sum((r) => r.numPassedTests)
const failed = sum((r) => r.numFailedTests + broken(r))
console.log(`${passed} passed, ${failed} failed, ${sum((r) => skipped(r).length)} skipped`)

const sound = reports.length > 0 && reports.every((r) => r?.success === true) && passed > 0 && failed === 0
process.exitCode = sound && mustNotSkip.length === 0 ? 0 : 1
