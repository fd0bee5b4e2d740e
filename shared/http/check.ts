import * as z from 'zod'
import { type FieldProblem, Refusal } from '../kernel/refusal.ts'

z.config(z.locales.zhCN())

/** Parses input by its schema. @throws Refusal `invalid` naming every field that is wrong, in plain Chinese. */
export function check<T extends z.ZodType>(schema: T, input: unknown, where = ''): z.output<T> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw invalid(result.error.issues, where)
}

/** The refusal that names every field that is wrong. */
export function invalid(issues: readonly z.core.$ZodIssue[], where = ''): Refusal {
  const fields = issues.flatMap((issue) => problemsOf(issue, where))
  const first = fields[0]
  const more = fields.length > 1 ? `(共 ${fields.length} 处)` : ''
  return new Refusal('invalid', first ? `${first.message}${more}` : '填写有误', { fields: fields.slice(0, 50) })
}

function problemsOf(issue: z.core.$ZodIssue, where: string): FieldProblem[] {
  const at = (path: readonly PropertyKey[]) => [where, ...path.map(String)].filter((p) => p !== '').join('.') || 'body'
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: at([...issue.path, key]).slice(0, 200), message: '没有这个栏目,请删去' }))
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
