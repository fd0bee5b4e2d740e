import { Refusal } from '../../../shared/kernel/refusal.ts'
import { sha256 } from '../../../shared/signing/hash.ts'
import { decodeText } from '../domain/decode.ts'
import { type ProjectList, readProjects } from '../domain/list.ts'

/** A file as it was sent: its name, and its bytes in base64. */
export interface SentFile {
  readonly name: string
  readonly content: string
}

/** A list that may be brought in. */
export interface ListFile extends ProjectList {
  readonly name: string
  readonly hash: string
}

/** Codes that one request brings in before its time is over: `test/integration/coverage-import.test.ts` brings in as many. */
export const MOST_CODES = 2000

/** @throws Refusal that says what the file is instead, and how to save it */
export function readFile({ name, content }: SentFile): ListFile {
  const bytes = Buffer.from(content, 'base64')
  const decoded = decodeText(bytes)
  const list = 'problem' in decoded ? decoded : readProjects(decoded.text)
  if ('problem' in list) throw wrong(list.problem)
  if (list.projects.length === 0) {
    const [first] = list.wrong
    throw wrong(first ? `没有读到项目代码。第 ${first.line} 行：${first.message}` : '清单里没有项目，请核对后再导入')
  }
  if (list.projects.length > MOST_CODES) {
    const message = `清单有 ${list.projects.length} 个代码，一次最多导入 ${MOST_CODES} 个。请按月份或年份分成几份，依次导入。`
    throw new Refusal('too-large', message)
  }
  return { ...list, name, hash: sha256(bytes) }
}

function wrong(problem: string): Refusal {
  return new Refusal('invalid', `${problem}。`, { fields: [{ field: 'content', message: problem }] })
}
