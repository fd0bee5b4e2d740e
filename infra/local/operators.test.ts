import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { extend, SYSTEM } from '../../shared/events/chain.ts'
import { Dispatcher } from '../../shared/events/local/dispatcher.ts'
import type { Finding, ReadTable } from '../../shared/events/verify.ts'
import { silent } from '../../shared/observe/observe.ts'
import type { Store } from '../../shared/table/sqlite/store.ts'
import { crank } from '../../test/support/crank.ts'
import { memoryStore } from '../../test/support/store.ts'
import { deadLettersCommand } from './dead-letters.ts'
import { verifyAudit } from './verify-audit.ts'

const PK = 'MATTER#WP-620702100-2026-0001'

let dir: string
let store: Store
let lines: string[]
const clock = crank('2026-03-02T01:00:00.000Z')
const print = (line: string) => void lines.push(line)

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'operators-'))
  store = memoryStore(clock.now, join(dir, 'records.db'))
  lines = []
  const change = { state: {}, type: 'filing.filed', by: SYSTEM, at: '2026-03-02T01:00:00Z', data: {} }
  await store.table('matters').commit(extend(PK, undefined, change).writes)
})
afterEach(() => {
  store.close()
  rmSync(dir, { recursive: true })
})

describe('an auditor who verifies the record beside the running server', () => {
  it('is told what was walked, and that nothing was found', async () => {
    expect(await verifyAudit(dir, print)).toBe(0)
    expect(lines).toEqual(['已核对 1 条链、1 个事件、1 条记录。', '没有发现改动或缺失。'])
  })

  it('is told which row was changed in the file', async () => {
    store.database.exec(`UPDATE matters SET item = replace(item, 'filing.filed', 'filing.fixed')`)
    expect(await verifyAudit(dir, print)).toBe(1)
    expect(lines[0]).toBe(`${PK} · EVENT#00000001 · 事件被改动:内容与自身的校验值不符`)
    expect(lines.at(-1)).toBe('发现 1 处问题。')
  })

  it('is told of a row that nobody can read any more, rather than nothing', async () => {
    store.database.exec(`UPDATE matters SET item = '{' WHERE sk = CAST('HEAD' AS BLOB)`)
    expect(await verifyAudit(dir, print)).toBe(1)
    expect(lines[0]).toBe(`${PK} · HEAD · 记录损坏:内容无法读取`)
    expect(lines.join()).toContain('各条链没有核对')
  })

  it('is told what the checks of the features found', async () => {
    async function* check(table: ReadTable): AsyncIterable<Finding> {
      expect((await table.query({ pk: PK })).items).toHaveLength(2)
      yield { pk: 'COMMENTS#1#0', sk: 'C1', problem: '意见不在当日的根里' }
    }
    expect(await verifyAudit(dir, print, [check])).toBe(1)
    expect(lines).toContain('COMMENTS#1#0 · C1 · 意见不在当日的根里')
  })

  it('is told where the data were looked for', async () => {
    await expect(verifyAudit(join(dir, 'none'), print)).rejects.toThrow('DATA_DIR')
  })
})

describe('an operator with dead letters', () => {
  const options = () => ({ dir, now: clock.now, print })

  it('sees them beside the running server, sends one again, and it is taken', async () => {
    const taken: number[] = []
    let away = true
    const consume = async ({ seq }: { seq: number }) => {
      if (away) throw new RangeError('x')
      taken.push(seq)
    }
    const consumers = [{ name: 'site', types: ['filing.'], consume }]
    const { now, timer } = clock
    const dispatcher = new Dispatcher({ feed: store, consumers, now, timer, log: silent, maxAttempts: 1 })
    dispatcher.start()
    await dispatcher.settled()
    await deadLettersCommand(['list'], options())
    expect(lines[0]).toBe(
      `1 · site · filing.filed · ${PK} · EVENT#00000001 · 试过 1 次 · RangeError · 2026年3月2日(周一)09:00`,
    )
    away = false
    await deadLettersCommand(['resend', '1'], options())
    await dispatcher.settled()
    expect(taken).toEqual([1])
    await deadLettersCommand(['list', 'site'], options())
    expect(lines.at(-1)).toBe('没有死信。')
    await dispatcher.stop()
  })

  it.each([[[]], [['resend']], [['drop', '1']], [['list', 'site', 'more']]])('is told how to ask: %j', async (args) => {
    await expect(deadLettersCommand(args, options())).rejects.toThrow('用法')
  })

  it('is told when there is no such letter or no data', async () => {
    await expect(deadLettersCommand(['resend', '9'], options())).rejects.toThrow('没有编号为 9 的死信')
    await expect(deadLettersCommand(['list'], { ...options(), dir: join(dir, 'none') })).rejects.toThrow('DATA_DIR')
  })
})
