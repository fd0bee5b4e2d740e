import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MatterView } from '../../functions/filing/contract.ts'
import { verifyAll } from '../../shared/events/verify.ts'
import type { Got } from '../support/http.ts'
import { openProduct, type Product } from '../support/product.ts'
import { CAST, ROAD, ROAD_FORM } from '../support/road.ts'
import { pdf } from '../support/samples.ts'
import { accepted, acceptedTogether, act, inView, NOTICE, paper, read } from '../support/steps.ts'
import { announced, REPORT } from '../support/volume.ts'

let product: Product
beforeEach(async () => {
  product = await openProduct('2026-03-02T10:00:00+08:00')
})
afterEach(() => product.close())

async function findings(): Promise<string[]> {
  const found: string[] = []
  for await (const { findings } of verifyAll(product.ports.matters))
    for (const f of findings) found.push(`${f.pk} ${f.sk} ${f.problem}`)
  return found
}

/** On the matter's own chain and on those beside it. */
const happened = async (matter: string, type: string) => {
  const chains = ['MATTER', 'VOLUME'].map((of) =>
    product.ports.matters.all({ pk: `${of}#${matter}`, prefix: 'EVENT#' }),
  )
  return (await Promise.all(chains)).flat().filter((event) => event.type === type).length
}
const thrice = (call: () => Promise<Got>) => Promise.all([call(), call(), call()])

describe('a command', () => {
  /** Three times at once and once more later under one key, then without a key: done once, told alike, no harm. */
  async function once(who: string, method: string, path: string, body: object, type: string): Promise<Got> {
    const matter = path.split('/')[3] as string
    const before = await happened(matter, type)
    const key = { 'idempotency-key': `key-${type}-${before}`.replaceAll('.', '-') }
    const send = () => product.call(who, method, path, body, key)
    const first = await thrice(send)
    for (const got of [...first, await send()]) expect(got.statusCode, `${path} ${got.body}`).toBeLessThan(300)
    const again = await product.call(who, method, path, body)
    expect(again.statusCode, path).toBeLessThan(500)
    expect(await happened(matter, type), path).toBe(before + 1)
    return first[0] as Got
  }

  it('sent three times at once, again later, and again without its key is carried out once: the whole life long', async () => {
    const register = () => product.call(CAST.filer, 'POST', '/api/matters', ROAD, { 'idempotency-key': 'register-1' })
    const ids = new Set((await thrice(register)).map((got) => got.json.id))
    expect(ids.size).toBe(1)
    const [id] = [...ids] as [string]
    const at = `/api/matters/${id}`
    const step = async (who: string, name: string, type: string, body: object = {}) =>
      once(
        who,
        name === 'form' ? 'PUT' : 'POST',
        `${at}/${name}`,
        { ...inView(await read(product, CAST.filer, id), name), ...body },
        type,
      )

    await step(CAST.filer, 'notices', 'notices.published', { notice: NOTICE })
    product.clock.advance({ days: 31 })
    const schedules = product.features.flatMap((f) => f.schedules)
    await Promise.all([...schedules, ...schedules].map((schedule) => schedule.run()))
    expect(await happened(id, 'notices.closed')).toBe(1)

    await step(CAST.filer, 'form', 'filing.form-saved', { form: ROAD_FORM })
    const content = pdf(3, '社会稳定风险评估报告')
    const announce = () =>
      product.call(CAST.filer, 'POST', `${at}/documents`, announced(content, { ...REPORT, eventDate: '2026-04-01' }), {
        'idempotency-key': 'announce-1',
      })
    const papers = new Set((await thrice(announce)).map((got) => (got.json.document as { id: string }).id))
    expect(papers.size).toBe(1)
    const [report] = [...papers] as [string]
    await product.ports.files.put('incoming', `${id}/${report}`, content, { contentType: 'application/pdf' })
    for (const got of await thrice(() => product.call(CAST.filer, 'POST', `${at}/documents/${report}/arrived`)))
      expect(got.statusCode, got.body).toBe(200)
    expect(await happened(id, 'archive.verified')).toBe(1)

    await step(CAST.filer, 'finish', 'filing.finished')
    await step(CAST.filer, 'revise', 'filing.revised')
    await step(CAST.filer, 'finish', 'filing.finished')
    const scan = await paper(product, CAST.archivist, id, { kind: 'stamped-scan', source: 'signed-scan' })
    const { versionCode } = (await read(product, CAST.filer, id)).form
    await step(CAST.archivist, 'papers/assessor', 'filing.paper-brought', { versionCode, document: scan })
    await step(CAST.townLeader, 'papers/assessor/confirm', 'filing.stamped', { document: scan, fits: true, remark: '' })
    await step(CAST.traffic, 'stamps/decision', 'filing.stamped', { opinion: '' })
    await step(CAST.filer, 'submit', 'filing.submitted')
    await step(CAST.filer, 'recall', 'filing.recalled')
    await step(CAST.filer, 'submit', 'filing.submitted')
    await step(CAST.reviewer, 'accept', 'filing.accepted')
    await step(CAST.officeLeader, 'stamps/office', 'filing.stamped', { opinion: '' })
    await step(CAST.cityReviewer, 'stamps/superior', 'filing.stamped', { opinion: '' })
    const filed = await step(CAST.reviewer, 'file', 'filing.filed', { opinion: 'agreed', remark: '' })
    expect(filed.json.filingNumber).toBe('甘州稳评备〔2026〕1号')
    expect(await findings()).toEqual([])
  })

  it('is one of three that different people give at once: the other two are told that it changed', async () => {
    const { id, version } = await accepted(product)
    const at = `/api/matters/${id}`
    const defects = [{ item: '定级理由', what: '请补充' }]
    const got = await Promise.all([
      product.call(CAST.reviewer, 'POST', `${at}/return`, { version, defects }),
      product.call(CAST.reviewer, 'POST', `${at}/refuse`, { version, reason: '措施不落实' }),
      product.call(CAST.officeLeader, 'POST', `${at}/stamps/office`, { version, opinion: '' }),
    ])
    expect(got.map((g) => g.json.code).sort()).toEqual(['changed', 'changed', undefined])
    expect(await findings()).toEqual([])
  })
})

describe('numbers given at the same moment have no gap and no twin', () => {
  const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

  it('when two hundred matters are registered at once, each of them is', async () => {
    const got = await Promise.all(upTo(200).map(() => product.call(CAST.filer, 'POST', '/api/matters', ROAD)))
    expect(got.filter((g) => g.statusCode !== 201).map((g) => g.body)).toEqual([])
    const numbers = upTo(200).map((n) => `WP-620702100-2026-${String(n).padStart(4, '0')}`)
    expect(got.map((g) => String(g.json.id)).sort()).toEqual(numbers)
    expect(await findings()).toEqual([])
  })

  it('when thirty matters are filed at once, each of them is', async () => {
    const ready = await Promise.all((await acceptedTogether(product, 30)).map(stampedByBoth))
    const got = await Promise.all(
      ready.map(({ id, version }) =>
        product.call(CAST.reviewer, 'POST', `/api/matters/${id}/file`, { version, opinion: 'agreed', remark: '' }),
      ),
    )
    const numbers = upTo(30).map((n) => `甘州稳评备〔2026〕${n}号`)
    expect(got.map((g) => String(g.json.filingNumber)).sort()).toEqual(numbers.sort())
    expect(await findings()).toEqual([])
  })

  const stampedByBoth = async (m: MatterView) =>
    act(
      product,
      CAST.cityReviewer,
      await act(product, CAST.officeLeader, m, 'stamps/office', { opinion: '' }),
      'stamps/superior',
      { opinion: '' },
    )
})
