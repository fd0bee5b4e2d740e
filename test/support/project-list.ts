import type { Got } from './http.ts'
import type { Call } from './staff.ts'

/** A list as an office sends it: lines of CSV, in UTF-8 unless told in bytes. */
export const sent = (list: string | Uint8Array, name = '立项清单.csv') => ({
  name,
  content: Buffer.from(list).toString('base64'),
})

/** A list of so many codes that no other list has. */
export function manyProjects(count: number, prefix = '2026-620702-00-01'): string {
  const line = (_: unknown, n: number) => `${prefix}-${String(n).padStart(6, '0')},第${n}号项目`
  return ['项目代码,项目名称', ...Array.from({ length: count }, line)].join('\r\n')
}

export function importAs(
  call: Call,
  who: string,
  list: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<Got> {
  return call(who, 'POST', '/api/coverage/list/import', sent(list), headers)
}
