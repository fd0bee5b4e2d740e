import { afterEach, describe, expect, it, vi } from 'vitest'
import { lambdaMeter } from './meter.ts'

afterEach(() => vi.restoreAllMocks())

describe('the meter', () => {
  it('writes the embedded format on Lambda once, when told', () => {
    const written: string[] = []
    vi.spyOn(console, 'log').mockImplementation((text) => void written.push(String(text)))
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
    const meter = lambdaMeter('comments')
    meter.count('received', 2)
    meter.count('received', 3)
    expect(written).toEqual([])
    meter.flush()
    const line = JSON.parse(written.join(''))
    expect(line).toMatchObject({ service: 'comments' })
    expect([line.received].flat()).toEqual([2, 3])
  })

  it('takes no name that a person could have written', () => {
    expect(() => lambdaMeter('x').count('马某某 13900001234')).toThrow(TypeError)
  })
})
