import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyAudit } from '../../infra/local/verify-audit.ts'
import { noBrowser } from '../support/browser.ts'
import { codeOf, confirm, inbox, lookUp, PAPERS, registerRoad, seal } from '../support/hands.ts'
import { ROAD, ROAD_FORM } from '../support/road.ts'
import { balance, openWorld, shot, type World } from '../support/world.ts'

const OBJECTION = '我家 3.2 亩水浇地被占,补偿标准没有公开。\n<script>alert("𠮷")</script> 不签字。'

/** Steps 1–7 of the story, by different people, in one browser each, on one matter. */
describe.skipIf(noBrowser)('a township widens a road', () => {
  let world: World
  let matter = ''
  let filer: Page
  let objector = ''
  let supporter = ''

  beforeAll(async () => {
    world = await openWorld('2026-03-02T10:00:00+08:00')
    filer = await world.as('田报送')
  })
  afterAll(async () => {
    await world?.close()
  })

  it('the filer registers the matter and gets its number', async () => {
    await filer.getByRole('link', { name: '事项', exact: true }).click()
    await filer.getByRole('link', { name: '登记事项' }).click()
    await registerRoad(filer)
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
    await villager.getByText('2026年4月1日(周三)24时').first().waitFor()
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
    let sent = ''
    villager.on('request', (request) => {
      sent = request.postData() ?? sent
    })
    await villager.getByRole('button', { name: '提交' }).dblclick()
    await villager.getByRole('heading', { name: '收到了您的意见' }).waitFor()
    supporter = await codeOf(villager)
    // The line was bad, and the same form goes out once more.
    const again = await villager.request.post(`${world.app.url}/say/${matter}`, {
      data: sent,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(again.url()).toBe(`${world.app.url}/receipt`)
    expect((await again.text()).replaceAll('-', '')).toContain(supporter)
    await world.pass()
    const { json } = await balance(world, matter)
    expect(json.balance).toMatchObject({ received: 2, open: 2, underReview: 2 })
  })

  it('the officer outside the filing body groups one comment, answers the other, and both holders read it', async () => {
    const officer = await world.as('信意见')
    await officer.getByRole('link', { name: `办理群众意见:${ROAD.title}` }).click()
    await officer.getByRole('heading', { name: '群众意见' }).waitFor()
    await shot(officer, '08-comments')
    const objection = officer.getByRole('listitem').filter({ hasText: '3.2 亩水浇地' })
    await objection.waitFor()
    expect(await objection.getByText('<script>alert("𠮷")</script>').count()).toBe(1)
    await objection.getByRole('button', { name: '答复' }).click()
    const dialog = officer.getByRole('dialog')
    await dialog.getByRole('radio', { name: '部分采纳' }).check()
    await dialog.getByLabel('答复', { exact: true }).fill('补偿标准和依据已在四个村公告栏公布,面积逐户复核后再签字。')
    await dialog.getByRole('button', { name: '答复' }).click()
    await dialog.getByText('部分采纳或不采纳的,请写明理由').first().waitFor()
    await dialog.getByLabel(/^理由/).fill('标准按省里公布的区片价执行,不能个别提高。')
    await dialog.getByRole('button', { name: '答复' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(() => officer.getByRole('checkbox', { name: '选入归纳' }).count()).toBe(1)
    await officer.getByRole('checkbox', { name: '选入归纳' }).check()
    await officer.getByRole('button', { name: '归纳所选 1 条' }).click()
    await dialog.getByLabel('主题').fill('先修排水再拓宽')
    await dialog.getByLabel('归纳', { exact: true }).fill('有群众赞成拓宽,希望施工前把路边的水渠理顺。')
    await dialog.getByRole('radio', { name: '采纳', exact: true }).check()
    await dialog.getByLabel('答复和理由').fill('设计已调整:先改渠、后修路,冬灌前恢复通水。')
    await dialog.getByRole('button', { name: '归纳所选 1 条' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await world.pass()
    const reader = await world.villager({ scripts: false })
    const told = await lookUp(world, reader, matter, objector, '麦子黄了')
    for (const word of ['办理情况:已答复', '部分采纳', '逐户复核', '3.2 亩水浇地']) expect(told).toContain(word)
    expect(reader.url()).toBe(`${world.app.url}/lookup`)
    expect(await lookUp(world, await world.villager(), matter, supporter)).toMatch(/采纳[\s\S]*先改渠/)
    const page = await world.villager({ scripts: false })
    await page.goto(`${world.app.url}/matters/${matter}/`)
    expect(await page.getByRole('main').innerText()).toMatch(/先修排水再拓宽[\s\S]*先改渠/)
    expect(await page.content()).not.toContain('3.2 亩')
    await shot(page, '09-public-themes')
  })

  it('when the call is over papers go into the volume, each checked; what is not what it says is quarantined', async () => {
    world.clock.set('2026-04-02T00:00:30+08:00')
    await world.pass()
    await filer.goto(`${world.app.url}/desk/matters/${matter}`)
    const section = filer.getByRole('region', { name: '台账' })
    await section.getByText('上传一份材料').click()
    for (const [kind, name, content, outcome] of PAPERS) {
      await section
        .getByLabel('选择文件')
        .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: content })
      await section.getByLabel('材料种类').fill(kind)
      await filer.getByTitle(kind, { exact: true }).click()
      await section.getByLabel('形成日期').fill('2026-02-20')
      await filer.keyboard.press('Enter')
      await section
        .getByRole('radio', { name: /^(签字|现场)/ })
        .first()
        .check()
      await section.getByRole('radio', { name: '没有', exact: true }).check()
      await section.getByRole('checkbox', { name: /不含国家秘密/ }).check()
      await section.getByRole('button', { name: '上传', exact: true }).click()
      await section.getByText(outcome).waitFor()
    }
    await shot(filer, '10-volume')
  })

  it('the filer fills the form, and the draft survives a closed browser', async () => {
    await filer.goto(`${world.app.url}/desk/matters/${matter}`)
    const form = filer.getByRole('region', { name: '报备表' })
    await form.getByRole('radio', { name: /^低风险/ }).check()
    await form.getByLabel('定级理由').fill(ROAD_FORM.levelReason)
    await form.getByText(/已保存/).waitFor()
    await filer.goto('about:blank')
    await filer.goto(`${world.app.url}/desk/matters/${matter}`)
    expect(await form.getByLabel('定级理由').inputValue()).toBe(ROAD_FORM.levelReason)
    await form.getByLabel('事项概况').fill(ROAD_FORM.overview)
    await form.getByRole('button', { name: '添加一条主要风险' }).click()
    const [risk] = ROAD_FORM.risks
    const first = form.getByRole('group', { name: '主要风险 1' })
    await first.getByLabel('风险', { exact: true }).fill(String(risk?.name))
    await first.getByLabel('化解措施').fill(String(risk?.measure))
    await first.getByLabel('责任单位').fill(String(risk?.owner))
    await first.getByLabel('完成时限').fill('2027-01-31')
    await filer.keyboard.press('Enter')
    await form.getByLabel('评估结论').fill(ROAD_FORM.conclusion)
    await form.getByLabel('评估结果运用').fill(ROAD_FORM.useOfResult)
    await form.getByRole('button', { name: '保存报备表' }).click()
    await form.getByText('第 1 稿').waitFor()
    await shot(filer, '11-form')
    // Half a minute after the end, something may still be on its way.
    await filer.getByRole('button', { name: '完成报告', exact: true }).click()
    const dialog = filer.getByRole('dialog')
    await dialog.getByRole('button', { name: '完成报告', exact: true }).click()
    await dialog.getByText('正在核对意见数目，约需几分钟，请稍后再试').waitFor()
    await shot(filer, '11-waits')
    await world.pass({ minutes: 1 })
    await dialog.getByRole('button', { name: '完成报告', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    await filer.getByText('等梁家墩镇人民政府签章').waitFor()
    expect(await filer.getByRole('button', { name: '报送', exact: true }).isDisabled()).toBe(true)
    await filer.getByText('报送前还缺「评估单位(盖章)」。').waitFor()
    await shot(filer, '11-waits-for-seals')
  })

  it('four seals are four signed steps by four people, and the reviewer files it with a number', async () => {
    await seal(world, '梁镇长', '评估单位', true)
    await seal(world, '交局长', '决策部门')
    await filer.reload()
    await confirm(filer, '报送')
    // Nobody accepts: five working days after 2 April, 清明 left out, is 10 April.
    world.clock.set('2026-04-08T09:00:00+08:00')
    await world.pass()
    await world.pass()
    const reviewer = await world.as('甘审查')
    expect(await inbox(world, reviewer, '备案受理')).toEqual(['即将到期:备案受理'])
    world.clock.set('2026-04-13T09:00:00+08:00')
    await world.pass()
    expect(await inbox(world, reviewer, '备案受理')).toEqual(['已经逾期:备案受理', '即将到期:备案受理'])
    const above = await world.as('张督查')
    expect(await inbox(world, above, '备案受理')).toEqual(['已经逾期:备案受理'])
    await shot(above, '15-overdue')
    await reviewer.goto(`${world.app.url}/desk/`)
    await reviewer.getByRole('link', { name: `受理:${ROAD.title}` }).click()
    await confirm(reviewer, '受理')
    expect(await reviewer.getByRole('button', { name: '备案', exact: true }).isDisabled()).toBe(true)
    await reviewer.getByText('备案前还缺「本级政法委意见(盖章)」。').waitFor()
    await shot(reviewer, '12-accepted')
    world.clock.set('2026-04-14T09:00:00+08:00')
    await world.pass()
    await world.pass({ hours: 6 })
    expect(await inbox(world, above, '备案受理')).toHaveLength(1)
    await reviewer.goto(`${world.app.url}/desk/matters/${matter}`)
    await seal(world, '甘书记', '本级政法委')
    await seal(world, '张审查', '上级政法委')
    await reviewer.reload()
    await reviewer.getByRole('button', { name: '备案', exact: true }).click()
    await reviewer.getByRole('dialog').getByRole('radio', { name: '同意备案' }).check()
    await reviewer.getByRole('dialog').getByRole('button', { name: '备案', exact: true }).click()
    await reviewer.getByText('甘州稳评备〔2026〕1号').first().waitFor()
    await shot(reviewer, '12-filed')
    const print = await world.as('田报送')
    await print.goto(`${world.app.url}/desk/matters/${matter}/print`)
    await print.getByText('版本码').first().waitFor()
    await shot(print, '13-print')
  })

  it('everyone finds it by the tail of its number, in the same words', async () => {
    for (const name of ['田报送', '甘审查']) {
      const page = await world.as(name)
      await page.keyboard.press('Control+K')
      await page
        .getByRole('dialog')
        .getByRole('combobox')
        .or(page.getByRole('dialog').getByRole('searchbox'))
        .first()
        .fill('0001')
      await page.getByRole('dialog').getByText(ROAD.title).waitFor()
      expect(await page.getByRole('dialog').innerText()).toContain('已备案')
    }
  })

  it('everything that happened is on record, and the record verifies', async () => {
    const record = filer.getByRole('region', { name: '记录' })
    await filer.reload()
    for (const what of [
      '登记事项',
      '发布公示',
      '征求意见截止',
      '完成报告',
      '报送',
      '受理',
      '备案:甘州稳评备〔2026〕1号',
    ]) {
      await record.getByText(what).first().waitFor()
    }
    await record.getByText('台账办理记录').click()
    await record.getByText('登记材料「社会稳定风险评估报告」').waitFor()
    await shot(filer, '16-record')
    const lines: string[] = []
    expect(await verifyAudit(world.dir, (line) => lines.push(line)), lines.join('\n')).toBe(0)
  })
})
