import { describe, expect, it } from 'vitest'
import type * as z from 'zod'
import { Answer } from './dispositions.ts'
import { Words } from './words.ts'

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
