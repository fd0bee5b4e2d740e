import * as z from 'zod'

/** Length as a person counts it: code points, so that 𠮷 is one. */
export function lengthOf(text: string): number {
  let n = 0
  for (const _ of text) n++
  return n
}

/**
 * Free text kept to the letter: no trimming, no cleaning; only NUL and unpaired surrogates are refused, since neither
 * can be stored or shown. Lengths are in code points.
 */
export function text(options: { min?: number; max: number; label: string }) {
  const { min = 0, max, label } = options
  return z.string({ error: `${label}应为文字` }).superRefine((value, ctx) => {
    const problem = (message: string) => ctx.addIssue({ code: 'custom', message })
    if (!value.isWellFormed() || value.includes('\0')) return problem(`${label}里有无法保存的字符,请删去后重新填写`)
    const n = lengthOf(value)
    if (min > 0 && value.trim() === '') return problem(`请填写${label}`)
    if (n < min) return problem(`${label}至少 ${min} 个字`)
    if (n > max) return problem(`${label}最多 ${max} 个字,现有 ${n} 个字`)
  })
}

/** One line: as `text`, and no line breaks. */
export function line(options: { min?: number; max: number; label: string }) {
  return text(options).refine((value) => !/[\r\n]/.test(value), { message: `${options.label}只能写一行` })
}

/** A Shanghai calendar date, `YYYY-MM-DD`, that exists. */
export function date(label: string) {
  return z.string({ error: `请填写${label}` }).refine(isDate, { message: `${label}应写成 2026-11-24 这样的日期` })
}

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const at = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
}

/** How many people, households and the like: 0 to 100 million, whole. */
export function count(label: string) {
  return z
    .int({ error: `${label}应为整数` })
    .min(0, `${label}不能小于 0`)
    .max(100_000_000, `${label}过大,请核对`)
}
