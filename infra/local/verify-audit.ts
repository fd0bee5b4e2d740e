import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { verifyComments } from '../../functions/comments/reads/verify.ts'
import { type ExtraCheck, type Finding, PROBLEMS, type ReadTable, verifyAll } from '../../shared/events/verify.ts'
import { IDENTITIES, MATTERS } from '../../shared/table/definition.ts'
import { type Inconsistency, inconsistencies } from '../../shared/table/sqlite/consistency.ts'
import { openSnapshot, type Snapshot } from '../../shared/table/sqlite/read-only.ts'

const IN_FILE: Readonly<Record<Inconsistency['problem'], string>> = {
  unreadable: '记录损坏:内容无法读取',
  'key-differs': '记录被移动:所在的键与内容里的键不符',
  'index-differs': '列表被改动:列表所示与记录不符',
  'index-missing': '列表被改动:列表里缺少这条记录',
}

/** Checks that features add for rows outside chains. */
const EXTRA_CHECKS: readonly ExtraCheck[] = [verifyComments]

/**
 * Walks every chain of `DATA_DIR` and names each row that was changed or removed, in the file or past the program.
 * Reads one snapshot, so it may run beside the server.
 * @returns how many findings there are
 * @throws Error in plain Chinese when there are no data
 */
export async function verifyAudit(
  dir: string,
  print: (line: string) => void,
  extraChecks: readonly ExtraCheck[] = EXTRA_CHECKS,
  now = new Date(),
): Promise<number> {
  const file = join(dir, 'records.db')
  if (!existsSync(file)) throw new Error(`没有找到数据:${file}。请用 DATA_DIR 指明数据目录。`)
  let findings = 0
  const say = ({ pk, sk, problem }: Finding) => {
    findings++
    print(`${pk} · ${sk} · ${PROBLEMS[problem as keyof typeof PROBLEMS] ?? problem}`)
  }
  const identities = openSnapshot(file, IDENTITIES)
  for (const found of inconsistencies(identities.database, IDENTITIES))
    say({ ...found, problem: IN_FILE[found.problem] })
  identities.close()
  const matters = openSnapshot(file, MATTERS)
  try {
    if (inFile(matters, say)) await chains(matters, (table) => each(extraChecks, table, now), say, print)
    else print('有记录无法读取,各条链没有核对。请先从备份恢复,再核对一次。')
  } finally {
    matters.close()
  }
  print(findings === 0 ? '没有发现改动或缺失。' : `发现 ${findings} 处问题。`)
  return findings
}

/** @returns whether all rows can be read */
function inFile({ database }: Snapshot, say: (finding: Finding) => void): boolean {
  let readable = true
  for (const found of inconsistencies(database, MATTERS)) {
    say({ ...found, problem: IN_FILE[found.problem] })
    if (found.problem === 'unreadable') readable = false
  }
  return readable
}

async function chains(
  { table }: Snapshot,
  extraChecks: (table: ReadTable) => AsyncIterable<Finding>,
  say: (finding: Finding) => void,
  print: (line: string) => void,
): Promise<void> {
  const walked = { chains: 0, events: 0, rows: 0 }
  for await (const { events, rows, findings } of verifyAll(table)) {
    walked.chains++
    walked.events += events
    walked.rows += rows
    findings.forEach(say)
  }
  for await (const finding of extraChecks(table)) say(finding)
  print(`已核对 ${walked.chains} 条链、${walked.events} 个事件、${walked.rows} 条记录。`)
}

async function* each(checks: readonly ExtraCheck[], table: ReadTable, now: Date): AsyncIterable<Finding> {
  for (const check of checks) yield* check(table, now)
}

if (import.meta.main) {
  try {
    process.exitCode = (await verifyAudit(process.env.DATA_DIR || '.data', console.log)) > 0 ? 1 : 0
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 2
  }
}
