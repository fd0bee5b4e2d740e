import { afterEach, describe, expect, it, vi } from 'vitest'
import { httpEvent } from '../test/support/http.ts'
import type { Notice } from './events/events.ts'
import type { Feature } from './feature.ts'
import { bind } from './http/bind.ts'
import { route } from './http/route.ts'
import { lambdaHandlers } from './lambda.ts'
import { silent } from './observe/observe.ts'

const broken = route({ method: 'GET', path: '/broken', may: 'public', summary: '坏的' })
const fine = route({ method: 'GET', path: '/fine', may: 'public', summary: '好的' })

function open(more: Partial<Feature> = {}) {
  const feature: Feature = {
    name: 'example',
    routes: [bind(broken, () => Promise.reject(new Error('a secret'))), bind(fine, async () => undefined)],
    consumers: [],
    schedules: [],
    ...more,
  }
  const never = () => Promise.reject(new Error('not asked'))
  return lambdaHandlers(feature, {
    verifier: { verify: never },
    actors: { actorOf: never },
    log: silent,
    errorPage: async () => '',
  })
}
const ask = (path: string) => open().handler(httpEvent({ path }), {} as never)

afterEach(() => vi.restoreAllMocks())

/** What is written to standard output from now on. */
function printed(): string[] {
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: unknown) => void lines.push(String(line)))
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
  return lines
}

describe('a feature as Lambda calls it', () => {
  it('counts a fault, which Lambda takes for a reply like any other, and nothing else', async () => {
    const lines = printed()
    expect((await ask('/fine')).statusCode).toBe(204)
    expect((await ask('/nowhere')).statusCode).toBe(404)
    expect(lines).toEqual([])
    expect((await ask('/broken')).statusCode).toBe(500)
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ service: 'example', Fault: 1 })
    expect(lines[0]).not.toContain('secret')
  })

  it('runs the schedule that it is told, and fails for one that it has not, so that somebody hears of it', async () => {
    const ran: string[] = []
    const schedules = ['a', 'b'].map((name) => ({ name, everyMinutes: 5, run: async () => void ran.push(name) }))
    const { onSchedule } = open({ schedules })
    await onSchedule({ schedule: 'b' })
    expect(ran).toEqual(['b'])
    await expect(onSchedule({ schedule: 'c' })).rejects.toThrow('no schedule c')
  })

  it('counts how each schedule ended under its own name, and tells Lambda nothing of what a failure said', async () => {
    const lines = printed()
    const schedules = [
      { name: 'close', everyMinutes: 5, run: () => Promise.reject(new Error('示例·王某某 said')) },
      { name: 'render', everyMinutes: 1, run: async () => undefined },
    ]
    const { onSchedule } = open({ schedules })
    await onSchedule({ schedule: 'render' })
    await expect(onSchedule({ schedule: 'close' })).rejects.toThrow(/^schedule close failed$/)
    const [render, close] = lines.map((line) => JSON.parse(line))
    expect(render).toMatchObject({ service: 'render', Completed: 1 })
    expect(render).not.toHaveProperty('Failed')
    expect(close).toMatchObject({ service: 'close', Failed: 1 })
    expect(close).not.toHaveProperty('Completed')
  })

  it('gives each consumer of its one queue what it asked for, and fails the message when one of them fails', async () => {
    const got: string[] = []
    const consumer = (name: string, types: string[], fails = false) => ({
      name,
      types,
      consume: async ({ type }: Notice) => {
        got.push(`${name}:${type}`)
        if (fails) throw new Error('later')
      },
    })
    const message = (messageId: string, type: string) => ({
      messageId,
      body: JSON.stringify({ group: messageId, pk: 'P', sk: 'S', type, seq: 1 }),
      attributes: { MessageGroupId: messageId, ApproximateReceiveCount: '1' },
    })
    const { onEvent } = open({
      consumers: [consumer('x', ['filing.']), consumer('y', ['filing.filed', 'comments.'], true)],
    })
    const Records = [message('1', 'filing.opened'), message('2', 'filing.filed')] as never
    expect(await onEvent({ Records })).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] })
    expect(got.sort()).toEqual(['x:filing.filed', 'x:filing.opened', 'y:filing.filed'])
  })
})
