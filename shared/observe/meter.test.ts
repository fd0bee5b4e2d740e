import { afterEach, describe, expect, it, vi } from 'vitest'
import { lambdaMeter, localMeter } from './meter.ts'

afterEach(() => vi.restoreAllMocks())

describe('the meters', () => {
  it('adds up on one machine', () => {
    const meter = localMeter()
    meter.count('comments.received')
    meter.count('comments.received', 4)
    expect(meter.counts()).toEqual({ 'comments.received': 5 })
  })

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
    for (const meter of [localMeter(), lambdaMeter('x')])
      expect(() => meter.count('马某某 13900001234')).toThrow(TypeError)
  })
})
