import { describe, expect, it } from 'vitest'
import { Refusal } from '../kernel/refusal.ts'
import { parseBody } from './body.ts'

const FORM = 'application/x-www-form-urlencoded'

const form = (text: string) => parseBody(Buffer.from(text), FORM, true).value
const json = (value: unknown) => parseBody(Buffer.from(JSON.stringify(value)), 'application/json', false).value

function refusal(run: () => unknown): Refusal {
  try {
    run()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('it was taken')
}

describe('a form', () => {
  it('gives what repeats as a list, in the order of the page', () => {
    expect(form('a=1&b=2&a=&a=3')).toEqual({ a: ['1', '', '3'], b: '2' })
  })

  it('keeps names that objects have of themselves as plain fields', () => {
    const fields = form('__proto__=1&constructor=2&constructor=3') as object
    expect(Object.entries(fields)).toEqual([
      ['__proto__', '1'],
      ['constructor', ['2', '3']],
    ])
  })

  it('may have 200 fields', () => {
    expect(form(`a=${'&a='.repeat(199)}`)).toEqual({ a: Array(200).fill('') })
  })

  it.each([
    ['201 fields', `a=${'&a='.repeat(200)}`],
    ['60 000 of one name', 'a=&'.repeat(60_000)],
    ['60 000 names', Array.from({ length: 60_000 }, (_, i) => `f${i}=`).join('&')],
    ['60 000 of no name', '&'.repeat(60_000)],
    // A broken escape is found by reading on: the answer shows that nothing was read.
    ['60 000 with a broken escape at the end', `${'a=&'.repeat(60_000)}a=%`],
  ])('of %s is refused before anything in it is read', (_, text) => {
    const refused = refusal(() => form(text))
    expect(refused.code).toBe('invalid')
    expect(refused.fields).toEqual([{ field: 'body', message: '最多 200 项' }])
  })
})

describe('JSON', () => {
  it('may have 10 000 values', () => {
    const values = Array(9_999).fill(1)
    expect(json(values)).toEqual(values)
  })

  it.each([
    ['an array of 60 000 members', Array(60_000).fill(1)],
    ['60 000 names', Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`f${i}`, 1]))],
  ])('of %s is refused before a schema looks at it', (_, value) => {
    const refused = refusal(() => json(value))
    expect(refused.code).toBe('invalid')
    expect(refused.fields).toEqual([{ field: 'body', message: '最多 10000 个值' }])
  })
})
