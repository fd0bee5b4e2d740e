import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { readEnv } from './env.ts'

const schema = z.strictObject({ TABLE: z.string().min(1), PORT: z.coerce.number().int(), NOTE: z.string().optional() })

describe('the environment of a function', () => {
  it('is read by the schema, whatever else the machine has set', () => {
    expect(readEnv(schema, { TABLE: 'matters', PORT: '3000', HOME: '/root' })).toEqual({ TABLE: 'matters', PORT: 3000 })
  })

  it('counts an empty variable as absent', () => {
    expect(readEnv(schema, { TABLE: 'matters', PORT: '1', NOTE: '' })).toEqual({ TABLE: 'matters', PORT: 1 })
    expect(() => readEnv(schema, { TABLE: '', PORT: '1' })).toThrow('TABLE')
  })

  it('names every variable that is missing or wrong, and shows none of their values', () => {
    const read = () => readEnv(schema, { PORT: 'hunter2' })
    expect(read).toThrow('environment: PORT, TABLE missing or wrong')
    expect(read).not.toThrow(/hunter2/)
  })
})
