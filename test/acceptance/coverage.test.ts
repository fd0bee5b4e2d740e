import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issueToken } from '../../infra/local/token.ts'
import { noBrowser } from '../support/browser.ts'
import { manyProjects } from '../support/project-list.ts'
import { CAST, ROAD } from '../support/road.ts'
import { openWorld, shot, type World } from '../support/world.ts'

const OTHER = '2026-620702-48-01-000999'
/** “项目代码,项目名称” as Excel in China saves it. */
const GBK_HEADING = [207, 238, 196, 191, 180, 250, 194, 235, 44, 207, 238, 196, 191, 195, 251, 179, 198]

/** 应评未评 found by a person at a desk: a list from the 发改 department, and what of it was never assessed. */
describe.skipIf(noBrowser)('the office with a list of projects', () => {
  let world: World
  let matter = ''
  beforeAll(async () => {
    world = await openWorld()
    const token = await issueToken({ dir: world.dir, account: CAST.filer, minutes: 5, now: () => new Date() })
    const made = await fetch(`${world.app.url}/api/matters`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(ROAD),
    })
    matter = ((await made.json()) as { id: string }).id
    await world.pass()
  })
  afterAll(async () => {
    await world?.close()
  })

  const open = async (name: string, options?: { phone?: boolean }): Promise<Page> => {
    const page = await world.as(name, options)
    await page.goto(`${world.app.url}/desk/coverage`)
    await page.getByRole('heading', { name: '覆盖核对' }).waitFor()
    return page
  }
  const choose = async (page: Page, name: string, buffer: Buffer) => {
    await page.getByRole('button', { name: '导入清单' }).click()
    await page.getByRole('dialog').getByLabel('选择文件').setInputFiles({ name, mimeType: 'text/csv', buffer })
  }
  const bring = async (page: Page) => {
    await page.getByRole('dialog').getByRole('button', { name: '导入', exact: true }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  }
  const row = (page: Page, code: string) => page.getByRole('row').filter({ hasText: code })

  it('is told what comes here and how, before there is one', async () => {
    const page = await open('甘审查')
    await page.getByText('还没有项目清单').waitFor()
    await shot(page, '40-coverage-empty')
  })

  it('sees what a file would bring, brings it in, and sees which project has a matter and which has none', async () => {
    const page = await open('甘审查')
    const lines = `\r\n${ROAD.projectCode},Road\r\n${OTHER},Pipes\r\n2.02662E+23,Lost\r\n`
    await choose(page, '立项清单.csv', Buffer.concat([Buffer.from(GBK_HEADING), Buffer.from(lines)]))
    const dialog = page.getByRole('dialog')
    await dialog.getByText('有 1 行有误').waitFor()
    expect(await dialog.getByRole('listitem').innerText()).toContain('第 4 行：项目代码被 Excel 改成了科学计数')
    await shot(page, '41-coverage-preview')
    await bring(page)
    await row(page, ROAD.projectCode).waitFor()
    expect(await row(page, ROAD.projectCode).innerText()).toMatch(
      new RegExp(`已有评估事项.*${ROAD.title}.*${matter}`, 's'),
    )
    expect(await row(page, OTHER).innerText()).toContain('未找到评估事项')
    const text = await page.getByRole('region', { name: '项目清单' }).innerText()
    expect(text).toMatch(/共 2 个代码：已有评估事项 1，未找到 1/)
    expect(text).toContain('「立项清单.csv」')
    await shot(page, '42-coverage')
    await page.getByText('未找到评估事项', { exact: true }).first().click()
    await row(page, ROAD.projectCode).waitFor({ state: 'detached' })
    expect(await page.getByRole('row').count()).toBe(2)
  })

  it('is told how to save a file that is no list, and how to divide one that is too large', async () => {
    const page = await open('甘审查')
    await choose(page, '清单.xlsx', Buffer.from([0x50, 0x4b, 3, 4, 1]))
    const alert = page.getByRole('dialog').getByRole('alert').filter({ hasText: '另存为' })
    await alert.waitFor()
    expect((await alert.innerText()).match(/另存为/g), 'said once').toHaveLength(1)
    const input = page.getByRole('dialog').getByLabel('选择文件')
    const heavy = { name: '大.csv', mimeType: 'text/csv', buffer: Buffer.alloc(800_000, 'a') }
    await input.setInputFiles(heavy)
    await page.getByRole('dialog').getByText('请按月份或年份分成几份').waitFor()
    expect(await page.getByRole('dialog').getByRole('button', { name: '导入', exact: true }).isDisabled()).toBe(true)
  })

  it('turns the pages of a long list', async () => {
    const page = await open('甘审查')
    await choose(page, '全年.csv', Buffer.from(manyProjects(120)))
    await page.getByText('新的 120 个').waitFor()
    await bring(page)
    await page.getByText('共 122 个代码').waitFor()
    expect(await page.getByRole('row').count()).toBe(51)
    await page.getByRole('button', { name: '下一页' }).click()
    await row(page, '000051').waitFor()
  })

  it('an approver looks up the code of the paper before them, typed as it comes', async () => {
    const page = await open('发审批', { phone: true })
    await page.getByRole('textbox', { name: '项目代码' }).fill('２０２６－620702-48-01-000112')
    await page.getByRole('button', { name: '查询' }).click()
    await page.getByText('已有评估事项').waitFor()
    expect(await page.getByRole('button', { name: '导入清单' }).count()).toBe(0)
    await shot(page, '43-coverage-look-up')
    await page.getByRole('textbox', { name: '项目代码' }).fill('甲')
    await page.getByRole('button', { name: '查询' }).click()
    await page.getByText(/「甲」不像项目代码/).waitFor()
    // A slip of the pen is no failure: nothing to try again, no number to report.
    expect(await page.getByText('没有读出来').count()).toBe(0)
    expect(await page.getByRole('button', { name: '再试一次' }).count()).toBe(0)
  })
})
