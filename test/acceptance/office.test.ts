import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser } from '../support/browser.ts'
import { openWorld, shot, type World } from '../support/world.ts'

const OFFICE = '/desk/organs/620702-PLC'

/** Posts and people through the desk: who is away, who is lent, and that work follows the post. */
describe.skipIf(noBrowser)('an office short of hands', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(async () => {
    await world?.close()
  })

  const open = async (name: string): Promise<Page> => {
    const page = await world.as(name)
    await page.goto(world.app.url + OFFICE)
    await page.getByRole('heading', { name: '甘州区委政法委' }).waitFor()
    return page
  }
  const choose = async (page: Page, label: string, text: string) => {
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(label).click()
    await page.getByTitle(text).last().click()
  }

  it('its administrator notes a leave', async () => {
    const page = await open('办管理')
    await page.getByRole('button', { name: '登记休假' }).click()
    await choose(page, '人员', '示例·甘书记(gz-leader)')
    await page.getByRole('dialog').getByLabel('起始日期').fill('2026-11-24')
    await page.getByRole('dialog').getByLabel('最后一天').fill('2026-12-31')
    await page.getByRole('dialog').getByRole('button', { name: '登记休假' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await shot(page, '20-office')
    const away = await world.app.ports.matters.get({ pk: 'ACCOUNT#gz-leader', sk: 'HEAD' })
    expect(away?.leaves).toEqual([{ from: '2026-11-24', to: '2026-12-31' }])
  })

  it('the city lends a signer, who then acts in that post beside the own one', async () => {
    const page = await open('张管理')
    const row = page.getByRole('listitem').filter({ hasText: '负责人' })
    await row.getByRole('button', { name: '派人代签' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('派出人员的账号').fill('zy-leader')
    await dialog.getByLabel('起始日期').fill('2026-11-24')
    await dialog.getByLabel('截止日期').fill('2026-12-31')
    await dialog.getByRole('button', { name: '派人代签' }).click()
    await dialog.waitFor({ state: 'hidden' })
    const lent = await world.as('张书记')
    await lent.getByRole('button', { name: /张书记/ }).click()
    await lent.getByText('甘州区委政法委').first().waitFor()
    await shot(lent, '21-two-posts')
  })

  it('a mistake is answered beside the button, and nothing is changed', async () => {
    const page = await open('办管理')
    await page.getByRole('button', { name: '任命', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: '任命', exact: true }).click()
    await page.getByRole('dialog').getByRole('alert').waitFor()
    expect(await page.getByRole('dialog').getByRole('alert').innerText()).toContain('请选择职责')
  })
})
