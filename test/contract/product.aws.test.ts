import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { verifyComments } from '../../functions/comments/reads/verify.ts'
import type { MatterView } from '../../functions/filing/contract.ts'
import { seedOrgans } from '../../functions/organs/seed/seed.ts'
import { verifyAll } from '../../shared/events/verify.ts'
import { type Cloud, openCloud } from '../support/aws/cloud.ts'
import { deploy } from '../support/aws/deployed.ts'
import { codeOn } from '../support/hearing.ts'
import { CAST, ROAD, ROAD_FORM } from '../support/road.ts'
import { act, NOTICE, paper, read } from '../support/steps.ts'
import { formsOf, type PageForm, villager } from '../support/villager.ts'

const { DYNAMODB_ENDPOINT, S3_ENDPOINT, AWS_ENDPOINT } = process.env

if (!DYNAMODB_ENDPOINT || !S3_ENDPOINT || !AWS_ENDPOINT) {
  describe('the product on AWS', () => it.skip('needs DYNAMODB_ENDPOINT, S3_ENDPOINT and AWS_ENDPOINT', () => {}))
} else {
  const endpoints = { dynamodb: DYNAMODB_ENDPOINT, s3: S3_ENDPOINT, aws: AWS_ENDPOINT }
  const now = () => new Date()
  let cloud: Cloud
  let product: Awaited<ReturnType<typeof deploy>> & { clock: { now: typeof now; advance: typeof advance } }
  let m: MatterView

  /** The bundles' own clock: the only thing of theirs that is not as it would be there. */
  const advance = ({ days = 0, minutes = 0 }) => void vi.setSystemTime(Date.now() + (days * 1440 + minutes) * 60_000)
  const sweep = async () => {
    for (const schedule of product.features.flatMap((f) => f.schedules)) await schedule.run()
    await product.settled()
  }
  const page = async (key: string) => {
    const found = await cloud.files.read('site', key)
    return found && text(found.body)
  }

  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-02T10:00:00+08:00') })
    cloud = await openCloud(endpoints, now)
    product = { ...(await deploy(cloud)), clock: { now, advance } }
  })
  afterAll(async () => {
    vi.useRealTimers()
    product?.close()
    await cloud?.close()
  })

  describe('the product as it is deployed, on servers that speak AWS’s protocols', () => {
    it('registers organs and the first administrator by its own schedule, twice without a change', async () => {
      await product.seed()
      const me = await product.call('example-administrator', 'GET', '/api/me')
      expect(me.statusCode, me.body).toBe(200)
      expect(me.body).toContain('示例·管理员')
      const count = async () => {
        let rows = 0
        for await (const _ of cloud.matters.scan()) rows++
        return rows
      }
      const before = await count()
      await product.seed()
      expect(await count()).toBe(before)
      // The story's people are invented: no deployment has them.
      await seedOrgans({ table: cloud.matters, now, demo: true })
    })

    it('refuses a token that the issuer did not sign, and tells the desk where to get one', async () => {
      const forged = await product.call(CAST.filer, 'GET', '/api/me', undefined, { authorization: 'Bearer a.b.c' })
      expect(forged.statusCode).toBe(401)
      const config = await product.call(CAST.filer, 'GET', '/api/config')
      expect(config.json).toMatchObject({ issuer: cloud.issuer.env.OIDC_ISSUER, clientId: 'desk', demo: false })
    })

    it('publishes a matter: the page is in the bucket, and the gateway gives it where there is no edge', async () => {
      const made = await product.call(CAST.filer, 'POST', '/api/matters', ROAD)
      expect(made.statusCode, made.body).toBe(201)
      m = await act(product, CAST.filer, made.json as unknown as MatterView, 'notices', { notice: NOTICE })
      await sweep()
      expect(await page(`matters/${m.id}/index.html`)).toContain(ROAD.title)
      const reader = villager(product.handler)
      const shown = await reader.get(`/matters/${m.id}/`)
      expect(shown.statusCode).toBe(200)
      expect(Buffer.from(shown.body ?? '', 'base64').toString()).toContain('2026年4月1日')
      expect((await reader.get('/assets/site.css')).statusCode).toBe(200)
      expect(await reader.get('/matters/nowhere/')).toMatchObject({
        statusCode: 404,
        body: expect.stringContaining('没有这个页面'),
      })
    })

    it('hears a villager, gives a receipt, counts, and shows the answer to its holder', async () => {
      const reader = villager(product.handler)
      const form = formsOf((await reader.get(`/say/${m.id}`)).body)[0] as PageForm
      const said = { text: '青苗补偿按什么标准,请公开。', kind: 'question', stance: 'conditional', name: '示例·村民' }
      const checked = await reader.submit(form, { ...said, step: 'check' })
      const sent = await reader.submit(formsOf(checked.body)[0] as PageForm, { step: 'send' })
      expect(sent.statusCode, sent.body).toBe(303)
      const code = codeOn(await reader.get('/receipt'))
      expect(code).toMatch(/^[0-9A-Z-]{16}$/)
      await product.settled()

      const list = await product.call(CAST.comments, 'GET', `/api/matters/${m.id}/comments`)
      const [comment] = list.json.comments as { id: string; contact: boolean }[]
      expect(comment?.contact).toBe(true)
      const answer = { disposition: 'noted', reason: '', reply: '按甘州区2026年公布的标准执行。' }
      const path = `/api/matters/${m.id}/comments/${comment?.id}/answer`
      const answered = await product.call(CAST.comments, 'POST', path, answer)
      expect(answered.statusCode, answered.body).toBe(200)
      const [lookUp] = formsOf((await reader.get('/lookup')).body)
      const found = await reader.submit(lookUp as PageForm, { matter: m.id, code })
      expect(found.body).toContain('按甘州区2026年公布的标准执行。')
    })

    it('closes by the clock and goes through report, stamps and review to a 备案号', async () => {
      advance({ days: 31 })
      await sweep()
      m = await read(product, CAST.filer, m.id)
      expect(m.state).toBe('assessing')
      m = await act(product, CAST.filer, m, 'form', { form: ROAD_FORM })
      await paper(product, CAST.filer, m.id, { eventDate: '2026-04-02' })
      m = await read(product, CAST.filer, m.id)
      m = await act(product, CAST.filer, m, 'finish')
      m = await act(product, CAST.townLeader, m, 'stamps/assessor', { opinion: '' })
      m = await act(product, CAST.traffic, m, 'stamps/decision', { opinion: '' })
      m = await act(product, CAST.filer, m, 'submit')
      m = await act(product, CAST.reviewer, m, 'accept')
      m = await act(product, CAST.officeLeader, m, 'stamps/office', { opinion: '' })
      m = await act(product, CAST.cityReviewer, m, 'stamps/superior', { opinion: '' })
      m = await act(product, CAST.reviewer, m, 'file', { opinion: 'agreed', remark: '风险可控,准予备案。' })
      expect(m.state).toBe('filed')
      await sweep()
      expect(await page(`matters/${m.id}/index.html`)).toContain('<li class="past">备案:2026年4月2日')
    })

    it('has every chain whole: nothing changed, nothing missing', async () => {
      let chains = 0
      for await (const { findings } of verifyAll(cloud.matters)) {
        expect(findings).toEqual([])
        chains++
      }
      expect(chains).toBeGreaterThan(100)
      for await (const finding of verifyComments(cloud.matters, now())) expect(finding).toBeUndefined()
    })
  })
}
