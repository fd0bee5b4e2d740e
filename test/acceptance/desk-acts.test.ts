import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MatterView } from '../../functions/filing/contract.ts'
import { routes as matters, STATE_NAMES } from '../../functions/matters/contract.ts'
import { launchBrowser, noBrowser } from '../support/browser.ts'
import { answerAsFiler, answerMatter, matterView, says } from '../support/desk-answers.ts'
import { type DeskRig, openDeskRig } from '../support/desk-rig.ts'

/** The rules are the server's: the page shows what the view lists, whatever duty and state would suggest. */
describe.skipIf(noBrowser)('what a person may do about a matter', () => {
  let rig: DeskRig
  let browser: Browser
  let view: MatterView

  beforeAll(async () => {
    rig = await openDeskRig()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await rig?.stop()
  })
  beforeEach(() => {
    rig.answers.clear()
    rig.asked.length = 0
    view = matterView()
    answerAsFiler(rig)
  })

  async function open(publish: MatterView['acts'] = []): Promise<Page> {
    const id = answerMatter(rig, () => view, publish)
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
    await page.goto(`${rig.origin}/desk/matters/${id}`)
    await page.getByRole('button', { name: '田报送' }).click()
    await page.getByRole('heading', { name: view.title }).waitFor()
    await page.getByText('还没有记录').waitFor()
    return page
  }
  /** Buttons of the page's own part, without the frame around it. */
  const buttons = (page: Page) => page.getByRole('main').getByRole('button').allInnerTexts()

  it('nothing is offered to a filer to whom the server lists nothing, though the state is theirs', async () => {
    const page = await open()
    expect(await buttons(page)).toEqual([])
    expect(await page.getByRole('main').getByRole('textbox').count()).toBe(0)
    expect(await page.getByRole('link', { name: '去发布公示' }).count()).toBe(0)
    await page.close()
  })

  it('what the server lists is offered: steps, the form, the notice; what another state asks for is not', async () => {
    view = matterView({
      acts: [
        { name: 'cancel' },
        { name: 'save-form' },
        { name: 'finish' },
        { name: 'recall', notNow: '这个事项现在是「评估中」。', because: 'state' },
      ],
    })
    const page = await open([{ name: 'publish' }])
    const next = page.getByRole('region', { name: '下一步' })
    expect(await next.getByRole('button').allInnerTexts()).toEqual(['完成报告', '取消事项'])
    await next.getByRole('link', { name: '去发布公示' }).waitFor()
    await page.getByRole('button', { name: '保存报备表' }).waitFor()
    await page.getByRole('button', { name: '发布公示' }).waitFor()
    await page.close()
  })

  it('what a rule keeps waiting cannot be pressed, and the reason stands beside it; so does a seal whose turn has not come', async () => {
    view = matterView({
      acts: [
        { name: 'submit', notNow: '报送前还缺「决策部门意见(盖章)」。', because: 'rule' },
        { name: 'stamp:decision', notNow: '请先由「评估单位(盖章)」签章。', because: 'state' },
      ],
    })
    const page = await open()
    expect(await page.getByRole('button', { name: '报送', exact: true }).isDisabled()).toBe(true)
    await page.getByText('报送前还缺「决策部门意见(盖章)」。').waitFor()
    const box = page.getByRole('region', { name: '签章' }).getByRole('listitem').filter({ hasText: '决策部门意见' })
    await box.getByText('请先由「评估单位(盖章)」签章。').waitFor()
    expect(await box.getByText('还没到这一步').count()).toBe(0)
    expect(await box.getByRole('button').count()).toBe(0)
    await page.close()
  })

  it('whoever finds no record of the volume is told where the first release kept it', async () => {
    const page = await open()
    const record = page.getByRole('region', { name: '记录' })
    await record.getByText('台账办理记录').click()
    await record.getByText('早先登记的材料，记在上面的办理记录里').waitFor()
    await page.close()
  })

  it('a cancelled matter is not said to be on its way to a seal', async () => {
    view = matterView({
      state: 'cancelled',
      stateName: STATE_NAMES.cancelled,
      acts: [{ name: 'stamp:assessor', notNow: '现在还不能签「评估单位(盖章)」。', because: 'state' }],
    })
    const page = await open()
    const boxes = page.getByRole('region', { name: '签章' }).getByRole('listitem')
    expect(await boxes.filter({ hasText: '没有签章' }).count()).toBeGreaterThan(2)
    expect(await boxes.getByText(/还没到这一步|现在还不能签/).count()).toBe(0)
    await page.close()
  })

  it('the level of risk stands in the head and in the list once a report states it, and is not asked after before', async () => {
    view = matterView({ level: 'high' })
    const page = await open()
    await page.locator('.page-head').getByText('高风险').waitFor()
    const rows = [
      { ...view, state: 'reported', stateName: STATE_NAMES.reported },
      { ...matterView(), id: 'x' },
    ]
    rig.answers.set('GET /api/matters', () => says(matters.list, { matters: rows }))
    await page.goto(`${rig.origin}/desk/matters`)
    await page.getByRole('cell', { name: '高风险' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1366)
    await page.setViewportSize({ width: 360, height: 740 })
    expect(await page.locator('td[data-label="风险"]').filter({ visible: true }).allInnerTexts()).toEqual(['高风险'])
    await page.close()
  })

  it('a form that a colleague saved meanwhile is told by name and hour, and both texts are kept', async () => {
    view = matterView({ acts: [{ name: 'save-form' }] })
    const page = await open()
    const form = page.getByRole('region', { name: '报备表' })
    await form.getByLabel('评估结论').fill('我写的结论')
    const sent: unknown[] = []
    rig.answers.set(`PUT /api/matters/${view.id}/form`, ({ body }) => {
      sent.push(JSON.parse(body).version)
      const detail = '示例·李科长改动了这里的内容。'
      const who = { changedBy: '示例·李科长', changedAt: '2026-11-20T06:05:00.000Z' }
      return { status: 409, body: { code: 'changed', detail, version: 4, ...who } }
    })
    const { form: before } = view
    view = matterView({
      // A colleague's step on the matter is no newer form.
      version: 9,
      acts: [{ name: 'save-form' }],
      form: { ...before, version: 4, content: { ...before.content, conclusion: '科长写的结论' } },
    })
    await form.getByRole('button', { name: '保存报备表' }).click()
    const dialog = page.getByRole('dialog', { name: /示例·李科长于.*14:05改动了这一部分/ })
    await dialog.getByRole('radio', { name: '我的:我写的结论' }).waitFor()
    await dialog.getByRole('radio', { name: '对方的:科长写的结论' }).check()
    await dialog.getByRole('button', { name: '按所选合并,继续填写' }).click()
    expect(await form.getByRole('textbox', { name: '评估结论' }).inputValue()).toBe('科长写的结论')
    await form.getByText('我写的结论').waitFor()
    await form.getByRole('button', { name: '保存报备表' }).click()
    await expect.poll(() => sent).toEqual([3, 4])
    await page.close()
  })
})
