import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventsAfter } from '../../shared/events/chain.ts'
import { pdf } from '../../test/support/samples.ts'
import { announced, openVolume, REPORT, type Volume } from '../../test/support/volume.ts'
import type { Matter } from '../matters/offers.ts'

type Life = Matter['life']
type View = Record<string, unknown> & { id: string; state: string; reason: string; may: Record<string, boolean> }

const FINISHED = { author: 'lj-filer', formHash: '0'.repeat(64), revision: 1, notice: '' }
const ASSESSING: Life = { state: 'assessing', notice: '', reason: '' }
const REPORTED: Life = { state: 'reported', ...FINISHED, after: 'assessing' }
const FILED: Life = { state: 'filed', ...FINISHED, filingNumber: '甘州稳备〔2026〕1号', opinion: 'agreed', remark: '' }
/** Every state in which the report is not being written. */
const CLOSED: readonly Life[] = [
  { state: 'registered' },
  { state: 'consulting', notice: '', closesAt: '2026-12-24T16:00:00.000Z' },
  REPORTED,
  { state: 'submitted', ...FINISHED, after: 'assessing' },
  { state: 'accepted', ...FINISHED, acceptedBy: 'gz-reviewer' },
  FILED,
]

let volume: Volume
let matter: string
/** Done once, before the archive's next commit of this type is written: somebody else was faster. */
let meanwhile: { type: string; run: () => Promise<void> } | undefined
beforeEach(async () => {
  meanwhile = undefined
  volume = await openVolume((table) => ({
    ...table,
    async commit(writes, token) {
      const due = meanwhile
      if (due && writes.some((write) => 'put' in write && write.put.type === due.type)) {
        meanwhile = undefined
        await due.run()
      }
      return table.commit(writes, token)
    },
  }))
  matter = await volume.matter()
})
afterEach(() => volume.close())

const documents = () => `/api/matters/${matter}/documents`
const announce = (content: Buffer, more: Record<string, unknown> = {}) =>
  volume.post(documents(), 'lj-filer', announced(content, { ...REPORT, ...more }))
const withdraw = (id: string) => volume.post(`${documents()}/${id}/withdraw`, 'lj-filer', { reason: '有错' })

async function coming(content: Buffer, more: Record<string, unknown> = {}): Promise<string> {
  const { json } = await announce(content, more)
  await volume.bring(json.ticket, content)
  return (json.document as View).id
}
const arrived = async (id: string) =>
  (await volume.post(`${documents()}/${id}/arrived`, 'lj-filer')).json.document as View

/** The paper that is the report now. */
async function current(): Promise<string[]> {
  const all = (await volume.get(documents(), 'lj-filer')).json.documents as View[]
  return all.filter((d) => d.kind === 'report' && d.state === 'verified' && !d.replacedBy).map(({ id }) => id)
}

/** The volume of a matter that is being assessed, with its report. @returns the report's id */
async function withReport(): Promise<string> {
  await volume.live(matter, ASSESSING)
  const id = await coming(pdf(3, 'report'))
  expect((await arrived(id)).state).toBe('verified')
  return id
}

describe('the report', () => {
  it.each(CLOSED)(
    'is neither brought, corrected nor withdrawn when the matter is $state, and people are told why',
    async (life) => {
      const report = await withReport()
      await volume.live(matter, life)
      const correction = { replaces: report, replaceReason: '更正数字' }
      for (const got of [
        await announce(pdf(1, 'x')),
        await announce(pdf(1, 'y'), correction),
        await withdraw(report),
      ]) {
        expect([got.statusCode, got.json.code, got.json.state]).toEqual([409, 'wrong-state', life.state])
        expect(got.json.detail).toMatch(/报告.*。$/)
      }
      // Nor by calling the correction something else.
      const otherwise = await announce(pdf(1, 'z'), { ...correction, kind: 'other' })
      expect([otherwise.statusCode, otherwise.json.code]).toEqual([409, 'wrong-state'])
      expect(await current()).toEqual([report])
      const all = (await volume.get(documents(), 'lj-filer')).json.documents as View[]
      expect(all.map(({ may }) => [may.open, may.upload, may.withdraw])).toEqual([[true, false, false]])
    },
  )

  it('is written while the matter is assessed, and again when it was returned', async () => {
    const report = await withReport()
    await volume.live(matter, { state: 'returned', notice: '' })
    const better = await coming(pdf(3, 'better'), { replaces: report, replaceReason: '按退回意见补正' })
    expect(await arrived(better)).toMatchObject({ state: 'verified', version: 2 })
    expect(await current()).toEqual([better])
    expect((await withdraw(better)).statusCode).toBe(200)
    expect(await current()).toEqual([report])
  })

  it('is corrected by a report, and no other paper by one', async () => {
    const report = await withReport()
    const plan = await coming(pdf(1, 'plan'), { kind: 'plan' })
    await arrived(plan)
    for (const more of [
      { kind: 'other', replaces: report },
      { kind: 'report', replaces: plan },
    ]) {
      const got = await announce(pdf(1, 'x'), { ...more, replaceReason: '更正' })
      expect([got.statusCode, got.json.fields]).toMatchObject([400, [{ field: 'kind' }]])
    }
  })

  it.each([REPORTED, FILED])(
    'does not become what comes late, when the matter is $state by then: it is put aside, with the reason',
    async (life) => {
      const report = await withReport()
      const late = await coming(pdf(3, 'late'), { replaces: report, replaceReason: '更正' })
      const second = await coming(pdf(3, 'second'))
      await volume.live(matter, life)
      for (const id of [late, second]) {
        const view = await arrived(id)
        expect(view.state).toBe('quarantined')
        expect(view.reason).toContain('报告已不能更换')
        expect(await volume.files.versions('archive', `${matter}/${id}`)).toEqual([])
      }
      expect(await current()).toEqual([report])
      const ticket = await volume.post(`${documents()}/${late}/ticket`, 'lj-filer')
      expect(ticket.statusCode).toBe(409)
    },
  )

  it.each([
    ['announced', 'archive.announced', async () => (await announce(pdf(1, 'new'))).statusCode, 409],
    ['withdrawn', 'archive.withdrawn', async (id: string) => (await withdraw(id)).statusCode, 409],
  ] as const)('is not %s when the matter is finished at this very moment', async (_, type, act, status) => {
    const report = await withReport()
    meanwhile = { type, run: () => volume.live(matter, REPORTED) }
    expect(await act(report)).toBe(status)
    expect(await current()).toEqual([report])
    const types: string[] = []
    for await (const event of eventsAfter(volume.table, `MATTER#${matter}`, 0)) types.push(event.type)
    expect(types.at(-1)).toBe('test.moved')
  })

  it('does not change when its correction is checked at the very moment at which the matter is finished', async () => {
    const report = await withReport()
    const late = await coming(pdf(3, 'late'), { replaces: report, replaceReason: '更正' })
    meanwhile = { type: 'archive.verified', run: () => volume.live(matter, REPORTED) }
    expect((await arrived(late)).state).toBe('quarantined')
    expect(await current()).toEqual([report])
  })
})

describe('a paper that is no report', () => {
  it('still comes when the matter has been filed', async () => {
    await volume.live(matter, FILED)
    const id = await coming(pdf(1, 'minutes'), { kind: 'meeting', title: '会议记录' })
    expect((await arrived(id)).state).toBe('verified')
  })
})
