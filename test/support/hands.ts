import type { Page } from 'playwright-core'
import { ROAD } from './road.ts'
import { html, jpeg, pdf } from './samples.ts'
import { shot, type World } from './world.ts'

/** What people bring to the volume, under which name, and what they are told. */
export const PAPERS = [
  ['社会稳定风险评估报告', '评估报告.pdf', pdf(12, '评估报告'), /评估报告」已通过校验/],
  ['实地走访情况登记表', '走访登记.pdf', pdf(2, '走访'), /走访登记」已通过校验/],
  ['图片和影像资料', '公告栏.jpg', jpeg(), /公告栏」已通过校验/],
  ['其他材料', '名单.pdf', html(), /名单」没有通过校验,已隔离/],
] as const

/** The receipt code on the page, without its dashes. */
export async function codeOf(page: Page): Promise<string> {
  return (await page.locator('.code').innerText()).replaceAll('-', '')
}

/** Registers the road as a person does: field by field, by what stands beside it. */
export async function registerRoad(page: Page): Promise<void> {
  await page.getByLabel('事项名称').fill(ROAD.title)
  await page.getByRole('radio', { name: '重大项目' }).check()
  await page.getByRole('checkbox', { name: /^土地征收/ }).check()
  await page.getByRole('checkbox', { name: /^党委政府重大决策/ }).check()
  await page.getByRole('radio', { name: '县(区)' }).check()
  await page.getByLabel('决策部门').fill('甘州区交通运输局')
  await page.getByTitle('甘州区交通运输局').click()
  await page.getByLabel('事项概况').fill(ROAD.summary)
  await page.getByLabel('涉及区域').fill(ROAD.area)
  for (const village of ROAD.villages) {
    await page.getByLabel('涉及的村(社区)').fill(village)
    await page.keyboard.press('Enter')
  }
  await page.getByLabel('涉及群众(人)').fill(String(ROAD.people))
  await page.getByLabel('涉及户数(户)').fill(String(ROAD.households))
  await page.getByRole('radio', { name: '一般程序' }).check()
  await page.getByLabel('项目代码').fill(ROAD.projectCode)
  for (const [who, person] of [
    ['评估工作责任领导', ROAD.leader],
    ['直接责任人', ROAD.person],
  ] as const) {
    const group = page.getByRole('group', { name: who })
    await group.getByLabel('姓名').fill(person.name)
    await group.getByLabel('职务').fill(person.title)
  }
  await shot(page, '01-register')
  await page.getByRole('button', { name: '登记' }).click()
}

/** Presses a button and says yes to what it says will happen. */
export async function confirm(page: Page, what: string): Promise<void> {
  await page.getByRole('button', { name: what, exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: what, exact: true }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

/** Somebody signs in their own browser, straight from the to-do list; on a phone if told. */
export async function seal(world: World, name: string, which: string, phone = false): Promise<void> {
  const page = await world.as(name, { phone })
  const link = page.getByRole('link', { name: new RegExp(ROAD.title) })
  await link.first().click()
  const box = page.getByRole('region', { name: '签章' }).getByRole('listitem').filter({ hasText: which })
  await box.getByRole('button', { name: '在线签章' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '在线签章' }).click()
  await box.getByText(name).waitFor()
  if (phone) await shot(page, '14-phone-stamp')
  await page.context().close()
}

/** Titles of the messages about a clock, newest first, up to what the message is about. */
export async function inbox(world: World, page: Page, about: string): Promise<string[]> {
  await page.goto(`${world.app.url}/desk/inbox`)
  await page.getByRole('heading', { name: '消息' }).waitFor()
  await page.getByText(about).first().waitFor()
  const titles = await page.getByRole('listitem').filter({ hasText: about }).allInnerTexts()
  return titles.map((t) => /(即将到期|到期提醒|已经逾期):[^—]+/.exec(t)?.[0] ?? t)
}

/** The holder of a receipt looks: matter and code are typed. @returns what the page says */
export async function lookUp(world: World, page: Page, matter: string, code: string, password = ''): Promise<string> {
  await page.goto(`${world.app.url}/lookup`)
  await page.getByLabel('事项编号').fill(matter.toLowerCase())
  await page.getByLabel('回执码').fill(code.toLowerCase().replace(/(.{4})/g, '$1 '))
  if (password) await page.getByLabel('查看密码').fill(password)
  await page.getByRole('button', { name: '查询' }).click()
  await shot(page, `09-lookup-${password ? 'a' : 'b'}`)
  return page.getByRole('main').innerText()
}
