import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { features } from '../../functions/product.ts'
import { Dispatcher } from '../../shared/events/local/dispatcher.ts'
import { openLog } from '../../shared/observe/log.ts'
import type { Ports } from '../../shared/ports.ts'
import { send } from '../support/http.ts'
import { openProduct, type Product } from '../support/product.ts'
import { CAST, ROAD } from '../support/road.ts'
import { staffApi } from '../support/staff.ts'
import { act, NOTICE, read } from '../support/steps.ts'

/** Words that must never reach a log, wherever they were typed. */
const SECRETS = {
  text: '我家三亩二分地被占了没人管',
  name: '示例·王某某',
  phone: '13900000000',
  password: '麦子黄了八月初',
  accusation: '镇里有人收了好处',
  title: '绝不外传的事项名称',
  summary: '这一段概况也不该出现在日志里,因为可能写到具体的人。',
  reply: '已当面向您解释清楚',
}

describe('what is logged', () => {
  let product: Product
  let out: string
  beforeEach(async () => {
    out = ''
    const keep = (chunk: unknown) => {
      out += String(chunk)
      return true
    }
    vi.spyOn(process.stdout, 'write').mockImplementation(keep as never)
    vi.spyOn(process.stderr, 'write').mockImplementation(keep as never)
    for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      vi.spyOn(console, level).mockImplementation((...args: unknown[]) => void keep(args.map(String).join(' ')))
    }
    product = await openProduct('2026-03-02T10:00:00+08:00')
  })
  afterEach(() => {
    vi.restoreAllMocks()
    product.close()
  })

  it('holds nobody’s words, names, numbers, codes or keys: through the story, refusals and faults', async () => {
    const log = openLog('test')
    const ports = { ...product.ports, log } as Ports
    const all = features(ports)
    const { call, handler } = staffApi(ports.matters, product.clock.now, all, log)
    const consumers = all.flatMap((f) => f.consumers)
    const dispatcher = new Dispatcher({ feed: product.ports.store, consumers, now: product.clock.now, log })
    dispatcher.start()
    const played = { ...product, call, features: all }

    const made = await call(CAST.filer, 'POST', '/api/matters', {
      ...ROAD,
      title: SECRETS.title,
      summary: SECRETS.summary,
    })
    const id = String(made.json.id)
    await act(played, CAST.filer, await read(played, CAST.filer, id), 'notices', { notice: NOTICE })
    const codes: string[] = []
    const say = async (words: object) => {
      const form = await send(handler, { path: `/say/${id}` })
      const key = /name="key" value="([^"]+)"/.exec(form.body ?? '')?.[1] ?? ''
      const body = JSON.stringify({ key, ...words })
      const got = await send(handler, {
        method: 'POST',
        path: `/say/${id}`,
        headers: { 'content-type': 'application/json' },
        body,
      })
      codes.push(key, String(got.json.code), String(got.json.nonce))
      return got
    }
    const { text, name, phone, password, accusation, reply } = SECRETS
    expect((await say({ text, name, phone, password, stance: 'oppose' })).statusCode).toBe(201)
    expect((await say({ kind: 'accusation', text: accusation, name })).statusCode).toBe(201)
    expect((await say({ text: '', phone: `${phone}${phone.repeat(9)}` })).statusCode).toBe(400)
    await dispatcher.settled()
    const list = await call(CAST.comments, 'GET', `/api/matters/${id}/comments`)
    const [comment] = list.json.comments as { id: string }[]
    const at = `/api/matters/${id}/comments/${comment?.id}`
    expect((await call(CAST.comments, 'POST', `${at}/contact`, { reason: '核实面积' })).body).toContain(phone)
    await call(CAST.comments, 'POST', `${at}/answer`, { disposition: 'not', reason: text, reply })
    const found = new URLSearchParams({ matter: id, code: codes[1] ?? '', password })
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    await send(handler, { method: 'POST', path: '/lookup', headers: form, body: found.toString() })

    // A fault deep inside, its message full of what somebody wrote.
    const faulty = features({
      ...ports,
      matters: { ...ports.matters, get: () => Promise.reject(new Error(`${text} ${phone}`)) },
    })
    const bad = staffApi(ports.matters, product.clock.now, faulty, log)
    expect((await bad.call(CAST.filer, 'GET', `/api/matters/${id}`)).statusCode).toBe(500)

    await dispatcher.stop()
    expect(out).toContain('COMPLETED')
    expect(out).toContain('REFUSED')
    expect(out).toContain('FAULT')
    for (const secret of [...Object.values(SECRETS), ...codes, '核实面积']) expect(out).not.toContain(secret)
  })
})
