import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { Refusal } from '../kernel/refusal.ts'
import { check } from './check.ts'

function refusal(schema: z.ZodType, input: unknown): Refusal {
  try {
    check(schema, input)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('it was taken')
}

const names = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, 1]))

describe('what is wrong with the input', () => {
  it('is named field by field, with how many there are', () => {
    const refused = refusal(z.strictObject({ a: z.string('请填写甲'), b: z.string('请填写乙') }), {})
    expect(refused.message).toBe('请填写甲(共 2 处)')
    expect(refused.fields.map(({ field }) => field)).toEqual(['a', 'b'])
  })

  it.each<[string, z.ZodType, unknown]>([
    ['10 000 bad members of a list', z.array(z.string()), Array(10_000).fill(1)],
    ['10 000 unknown names', z.strictObject({}), names(10_000)],
    ['10 000 bad values of a record', z.record(z.string(), z.string()), names(10_000)],
  ])('is not listed without end: %s', (_, schema, input) => {
    const refused = refusal(schema, input)
    expect(refused.fields).toHaveLength(50)
    expect(refused.message).toMatch(/（不止 50 处，请先改正列出的这些）$/)
  })
})
