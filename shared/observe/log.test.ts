import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { codeFrom, groupCode } from '../kernel/ids.ts'
import { errorFields } from './error.ts'
import { openLog } from './log.ts'
import type { LogCode, LogFields } from './observe.ts'

// Invented: no such person, number or card.
const PERSON = { name: '示例·马某某', phone: '13900001234', card: '620702199001011234', mail: 'ma@example.cn' }

// biome-ignore format: one glance
const NAMES: readonly (keyof LogFields)[] = [
  'requestId', 'route', 'matter', 'organ', 'post', 'consumer', 'schedule',
  'seq', 'status', 'ms', 'count', 'attempt', 'error', 'stack',
]

let lines: string[]
const entry = () => JSON.parse(lines.at(-1) ?? '{}')

beforeEach(() => {
  lines = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0)
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0)
})
afterEach(() => vi.restoreAllMocks())

describe('the log', () => {
  it('writes one line of JSON with code, service and fields', () => {
    openLog('filing').info('COMPLETED', {
      requestId: '01JNPM7Q2K3V4W5X6Y7Z8A9B0C',
      route: 'POST /api/matters/{matter}/submit',
      matter: 'WP-620702100-2026-0001',
      organ: '620702100000',
      status: 200,
      ms: 12,
    })
    expect(lines).toHaveLength(1)
    expect(lines[0]?.endsWith('}\n')).toBe(true)
    expect(entry()).toMatchObject({
      level: 'INFO',
      message: 'COMPLETED',
      service: 'filing',
      requestId: '01JNPM7Q2K3V4W5X6Y7Z8A9B0C',
      route: 'POST /api/matters/{matter}/submit',
      matter: 'WP-620702100-2026-0001',
      organ: '620702100000',
      status: 200,
      ms: 12,
    })
    expect(Date.parse(entry().timestamp)).not.toBeNaN()
  })

  it('lets nothing of a person out through any field, as text, number, object or error', () => {
    const log = openLog('comments')
    const code = codeFrom(Buffer.from('01234567'))
    const texts = [
      ...Object.values(PERSON),
      code,
      groupCode(code),
      `电话${PERSON.phone}`,
      `tel ${PERSON.phone}`,
      '不同意',
    ]
    for (const name of NAMES) {
      for (const value of [
        ...texts,
        Object(PERSON),
        [PERSON.phone],
        new Error(PERSON.name),
        { toString: () => PERSON.name },
      ]) {
        log.error('FAULT', { [name]: value } as LogFields)
        for (const text of texts) expect(lines.at(-1)).not.toContain(text)
        expect(entry()[name]).toBe('WITHHELD')
      }
    }
  })

  it('drops fields that are not declared and codes that are not constants', () => {
    openLog('comments').warn(`${PERSON.name} wrote` as LogCode, { ...PERSON, body: '我家的地', seq: 3 } as LogFields)
    expect(entry()).toMatchObject({ message: 'WITHHELD', seq: 3 })
    const keys = Object.keys(entry()).sort()
    expect(keys).toEqual(['level', 'message', 'sampling_rate', 'seq', 'service', 'timestamp'])
  })

  it('never shows Chinese, whatever is passed in whatever field', () => {
    const log = openLog('any')
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), fc.string({ unit: 'grapheme' }), fc.string(), (name, odd, more) => {
        log.info('SENT', { [name]: `${more}${odd}马` } as LogFields)
        expect(lines.at(-1)).not.toMatch(/\p{Script=Han}/u)
      }),
    )
  })
})

describe('what is logged of an error', () => {
  it('is its name, its code and where it was thrown, and it passes the log', () => {
    const error = Object.assign(new RangeError('secret'), { code: 'ERR_OUT_OF_RANGE' })
    const fields = errorFields(error)
    expect(fields.error).toBe('RangeError:ERR_OUT_OF_RANGE')
    expect(fields.stack).toMatch(/^at .*shared\/observe\/log\.test\.ts:\d+:\d+/)
    openLog('any').error('FAULT', fields)
    expect(entry()).toMatchObject(fields)
  })

  it('is never its message, not even one that is written like a stack, nor a name or code that is a sentence', () => {
    const message = `bad\n    at ${PERSON.name} (/home/${PERSON.phone}/x.ts:1:1)\n    at mafou (/x.ts:1:1)`
    const error = Object.assign(new Error(message), { name: `E ${PERSON.name}`, code: PERSON.phone })
    const fields = errorFields(error)
    expect(fields.error).toBe('Error')
    expect(fields.stack).not.toMatch(/mafou|home|1390000/)
    expect(errorFields(PERSON.name)).toEqual({ error: 'string' })
    expect(errorFields(undefined)).toEqual({ error: 'undefined' })
  })

  it('does not name the folder, and so the person, that it was installed under', () => {
    const error = new Error('x')
    error.stack =
      'Error: x\n    at async run (file:///home/mamoumou/wenping/shared/a.ts:1:2)\n    at /home/mamoumou/b.ts:3:4'
    expect(errorFields(error).stack).toBe('at async run (shared/a.ts:1:2)\nat b.ts:3:4')
  })
})
