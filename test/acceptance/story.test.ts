import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser } from '../support/browser.ts'
import { ROAD } from '../support/road.ts'
import { openWorld, shot, type World } from '../support/world.ts'

/** Steps 1–7 of the story, by different people, in one browser each, on one matter. */
describe.skipIf(noBrowser)('a township widens a road', () => {
  let world: World
  let matter = ''
  let filer: Page

  beforeAll(async () => {
    world = await openWorld()
    filer = await world.as('田报送')
  })
  afterAll(async () => {
    await world?.close()
  })

  it('the filer registers the matter and gets its number', async () => {
    await filer.getByRole('link', { name: '事项', exact: true }).click()
    await filer.getByRole('link', { name: '登记事项' }).click()
    await filer.getByLabel('事项名称').fill(ROAD.title)
    await filer.getByRole('radio', { name: '重大项目' }).check()
    await filer.getByRole('checkbox', { name: /^土地征收/ }).check()
    await filer.getByRole('checkbox', { name: /^党委政府重大决策/ }).check()
    await filer.getByRole('radio', { name: '县(区)' }).check()
    await filer.getByLabel('决策部门').fill('甘州区交通运输局')
    await filer.getByTitle('甘州区交通运输局').click()
    await filer.getByLabel('事项概况').fill(ROAD.summary)
    await filer.getByLabel('涉及区域').fill(ROAD.area)
    for (const village of ROAD.villages) {
      await filer.getByLabel('涉及的村(社区)').fill(village)
      await filer.keyboard.press('Enter')
    }
    await filer.getByLabel('涉及群众(人)').fill(String(ROAD.people))
    await filer.getByLabel('涉及户数(户)').fill(String(ROAD.households))
    await filer.getByRole('radio', { name: '一般程序' }).check()
    await filer.getByLabel('项目代码').fill(ROAD.projectCode)
    for (const [who, person] of [
      ['评估工作责任领导', ROAD.leader],
      ['直接责任人', ROAD.person],
    ] as const) {
      const group = filer.getByRole('group', { name: who })
      await group.getByLabel('姓名').fill(person.name)
      await group.getByLabel('职务').fill(person.title)
    }
    await shot(filer, '01-register')
    await filer.getByRole('button', { name: '登记' }).click()
    await filer.getByRole('heading', { name: ROAD.title }).waitFor()
    matter = new URL(filer.url()).pathname.split('/').at(-1) as string
    expect(matter).toBe('WP-620702100-2026-0001')
    await shot(filer, '02-matter')
  })

  it('publishes it, not for less than 30 days without saying why, and the page is there within seconds', async () => {
    const section = filer.getByRole('region', { name: '公示与意见' })
    await section.getByLabel('征求意见期限(天)').fill('20')
    await section.getByLabel('联系电话').fill('镇综治中心(演示)')
    await section.getByLabel('保密审查人').fill('示例·保密员')
    await section.getByRole('button', { name: '发布公示' }).click()
    await section
      .getByText(/不得少于30日/)
      .first()
      .waitFor()
    await section.getByLabel('征求意见期限(天)').fill('30')
    await section.getByRole('button', { name: '发布公示' }).click()
    await section.getByText('征求意见至').waitFor()
    await world.app.dispatcher.settled()
    const villager = await world.villager({ scripts: false, phone: true })
    await villager.goto(`${world.app.url}/`)
    await shot(villager, '03-home')
    await villager.getByRole('link', { name: ROAD.title }).click()
    await villager.getByText('2026年12月24日(周四)24时').first().waitFor()
    await shot(villager, '04-public')
    expect(await villager.locator('script').count()).toBe(0)
  })
})
