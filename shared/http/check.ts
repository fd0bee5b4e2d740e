import * as z from 'zod'
import { type FieldProblem, Refusal } from '../kernel/refusal.ts'

z.config(z.locales.zhCN())

/** More than a person mends in one go. A hostile list would have thousands. */
const MOST_PROBLEMS = 50

/** Parses input by its schema. @throws Refusal `invalid` naming the fields that are wrong, in plain Chinese. */
export function check<T extends z.ZodType>(schema: T, input: unknown, where = ''): z.output<T> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw invalid(result.error.issues, where)
}

/** The refusal that names the wrong fields, the first fifty of them. */
export function invalid(issues: readonly z.core.$ZodIssue[], where = ''): Refusal {
  const fields: FieldProblem[] = []
  for (const issue of issues) {
    if (fields.length > MOST_PROBLEMS) break
    fields.push(...problemsOf(issue, where))
  }
  const first = fields[0]?.message ?? '填写有误'
  return new Refusal('invalid', `${first}${more(fields.length)}`, { fields: fields.slice(0, MOST_PROBLEMS) })
}

function more(count: number): string {
  if (count > MOST_PROBLEMS) return `（不止 ${MOST_PROBLEMS} 处，请先改正列出的这些）`
  return count > 1 ? `(共 ${count} 处)` : ''
}

function problemsOf(issue: z.core.$ZodIssue, where: string): FieldProblem[] {
  const at = (path: readonly PropertyKey[]) => [where, ...path.map(String)].filter((p) => p !== '').join('.') || 'body'
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .slice(0, MOST_PROBLEMS + 1)
      .map((key) => ({ field: at([...issue.path, key]).slice(0, 200), message: '没有这个栏目,请删去' }))
  }
  const missing = issue.code === 'invalid_type' && issue.input === undefined
  return [
    {
      field: at(issue.path).slice(0, 200),
      message: missing && isStock(issue.message) ? '这一项必须填写' : issue.message,
    },
  ]
}

/** Zod's own wording, as opposed to a message that a schema gave. */
const isStock = (message: string) => message.startsWith('无效输入')
