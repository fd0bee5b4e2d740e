import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser } from '../support/browser.ts'
import { ROAD } from '../support/road.ts'
import { balance, openWorld, shot, type World } from '../support/world.ts'

const OBJECTION = '我家 3.2 亩水浇地被占,补偿标准没有公开。\n<script>alert("𠮷")</script> 不签字。'

/** The receipt code on the page, without its dashes. */
async function codeOf(page: Page): Promise<string> {
  return (await page.locator('.code').innerText()).replaceAll('-', '')
}

/** Steps 1–7 of the story, by different people, in one browser each, on one matter. */
describe.skipIf(noBrowser)('a township widens a road', () => {
  let world: World
  let matter = ''
  let filer: Page
  let objector = ''
  let supporter = ''

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

  it('hears a villager with scripts off, who checks the words, sends them, and is given a receipt', async () => {
    const villager = await world.villager({ scripts: false, phone: true })
    await villager.goto(`${world.app.url}/matters/${matter}/`)
    await villager.getByRole('link', { name: '我要提意见' }).click()
    expect(await villager.locator('input:checked').count()).toBe(0)
    await villager.getByRole('button', { name: '下一步:核对' }).click()
    await villager.getByRole('link', { name: '请写下您的意见,一句话也可以' }).waitFor()
    await shot(villager, '05-form-error')
    await villager.getByLabel('您的意见').fill(OBJECTION)
    await villager.getByRole('radio', { name: '反对', exact: true }).check()
    await villager.getByLabel('您在哪个村').selectOption('太和村')
    await villager.getByLabel('查看密码').fill('麦子黄了')
    await villager.getByRole('button', { name: '下一步:核对' }).click()
    await villager.getByRole('heading', { name: '请核对您要提交的内容' }).waitFor()
    await shot(villager, '06-check')
    await villager.getByRole('button', { name: '返回修改' }).click()
    expect((await villager.getByLabel('您的意见').inputValue()).replaceAll('\r\n', '\n')).toBe(OBJECTION)
    await villager.getByRole('button', { name: '下一步:核对' }).click()
    await villager.getByRole('button', { name: '提交' }).click()
    await villager.getByRole('heading', { name: '收到了您的意见' }).waitFor()
    objector = await codeOf(villager)
    expect(villager.url()).toBe(`${world.app.url}/receipt`)
    await shot(villager, '07-receipt')
  })

  it('hears another with scripts on; pressing twice and going back is one comment', async () => {
    const villager = await world.villager()
    await villager.goto(`${world.app.url}/say/${matter}`)
    await villager.getByLabel('您的意见').fill('支持拓宽,孩子上学方便。能不能先修排水?')
    await villager.getByRole('radio', { name: '支持', exact: true }).check()
    await villager.getByText('已写 20 字').waitFor()
    await villager.reload()
    expect(await villager.getByLabel('您的意见').inputValue()).toContain('先修排水')
    await villager.getByRole('button', { name: '下一步:核对' }).click()
    await villager.getByRole('button', { name: '提交' }).dblclick()
    await villager.getByRole('heading', { name: '收到了您的意见' }).waitFor()
    supporter = await codeOf(villager)
    await villager.goBack()
    await villager.getByRole('button', { name: '提交' }).click()
    await villager.getByRole('heading', { name: '收到了您的意见' }).waitFor()
    expect(await codeOf(villager)).toBe(supporter)
    await world.pass()
    const { json } = await balance(world, matter)
    expect(json.balance).toMatchObject({ received: 2, open: 2, byStance: { oppose: 1, support: 1 } })
  })
})
