import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type * as z from 'zod'
import { Answer } from './dispositions.ts'
import { readWords, Words } from './words.ts'

const messages = (input: unknown, schema: z.ZodType = Words) => {
  const result = schema.safeParse(input)
  return result.success ? [] : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
}

describe('what a person writes', () => {
  it('needs one word, and nothing else is made up for them', () => {
    expect(Words.parse({ text: '好' })).toEqual({
      text: '好',
      kind: 'unsaid',
      stance: 'unsaid',
      village: '',
      group: 'unsaid',
      name: '',
      phone: '',
      password: '',
    })
  })

  it('leaves a blank answer blank', () => {
    expect(Words.parse({ text: '好', stance: '', kind: '', group: '' })).toMatchObject({
      stance: 'unsaid',
      kind: 'unsaid',
      group: 'unsaid',
    })
  })

  it.each(['', '   ', '\n\r\n'])('says what to do when nothing was written (%j)', (text) => {
    expect(messages({ text })).toEqual(['text: 请写下您的意见,一句话也可以'])
  })

  it.each([
    ' 首尾的空格 ',
    '𠮷䶮',
    '👨‍👩‍👧',
    '<script>alert(1)</script>',
    '一\r\n二\n三',
    'e\u0301 和 é',
    '\u202E反向',
  ])('keeps to the letter %j', (text) => {
    expect(Words.parse({ text }).text).toBe(text)
  })

  it('counts ten thousand characters as people do', () => {
    expect(messages({ text: '𠮷'.repeat(10_000) })).toEqual([])
    expect(messages({ text: '𠮷'.repeat(10_001) })).toEqual(['text: 意见最多 10000 个字,现有 10001 个字'])
  })

  it.each(['a\0b', 'half \uD842 of one'])('refuses what cannot be kept (%j)', (text) => {
    expect(messages({ text })).toEqual(['text: 意见里有无法保存的字符,请删去后重新填写'])
  })

  it('asks for no identity number and takes no field it did not ask for', () => {
    expect(Words.safeParse({ text: '好', idNumber: '1' }).success).toBe(false)
  })
})

describe('the village', () => {
  const villages = ['太和村', '三工村']
  /** The same rule as part of a schema made for the one matter: what people were told before, and are told still. */
  const schemaFor = Words.refine(({ village }) => village === '' || villages.includes(village), {
    path: ['village'],
    message: '请从列出的村(社区)中选择,或者不说明',
  })
  const told = (issues: readonly z.core.$ZodIssue[] = []) =>
    issues.map(({ path, message }) => [path.join('.'), message])

  it('is one of the matter’s own, or is left out', () => {
    expect(readWords({ text: '好', village: '太和村' }, villages).words).toMatchObject({ village: '太和村' })
    expect(readWords({ text: '好', village: '' }, villages).words).toMatchObject({ village: '' })
    expect(readWords({ text: '好' }, villages).words).toMatchObject({ village: '' })
    expect(told(readWords({ text: '好', village: '示例·某某' }, villages).issues)).toEqual([
      ['village', '请从列出的村(社区)中选择,或者不说明'],
    ])
  })

  it('is refused in the same words, beside the same other fields, as by one schema for the whole form', () => {
    const field = <T>(good: T, ...bad: unknown[]) => fc.constantFrom<unknown>(good, undefined, ...bad)
    const form = fc.record({
      text: field('好', '', ' ', 3, '\0', 'x'.repeat(10_001)),
      village: field('太和村', '', '某村', '村'.repeat(41), '两\n行', 3, ['太和村', '三工村']),
      stance: field('oppose', '', 'maybe', []),
      name: field('示例', '名'.repeat(41)),
      idNumber: fc.constantFrom(undefined, '1'),
    })
    fc.assert(
      fc.property(form, (fields) => {
        const input = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
        const [one, two] = [schemaFor.safeParse(input), readWords(input, villages)]
        expect(two.words).toEqual(one.data)
        expect(told(two.issues)).toEqual(told(one.error?.issues))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('an answer', () => {
  it.each(['partly', 'not'])('gives its reason when it is %s', (disposition) => {
    const reply = '已研究'
    expect(messages({ disposition, reason: ' ', reply }, Answer)).toEqual(['reason: 部分采纳或不采纳的,请写明理由'])
    expect(messages({ disposition, reason: '与规划不符', reply }, Answer)).toEqual([])
  })

  it.each(['adopted', 'noted'])('may leave the reason out when it is %s', (disposition) => {
    expect(messages({ disposition, reason: '', reply: '已采纳' }, Answer)).toEqual([])
  })
})
