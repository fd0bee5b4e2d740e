import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issueToken } from '../../infra/local/token.ts'
import { noBrowser } from '../support/browser.ts'
import { CAST, ROAD } from '../support/road.ts'
import { jpeg, pdf } from '../support/samples.ts'
import { NOTICE } from '../support/steps.ts'
import { openWorld, shot, type World } from '../support/world.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer })

/** What goes wrong around the story: several files, a broken line, a correction, two officers at once, a small screen. */
describe.skipIf(noBrowser)('the desk under the hands of several people', () => {
  let world: World
  let matter = ''

  beforeAll(async () => {
    world = await openWorld()
    const made = await api(CAST.filer, '/api/matters', ROAD)
    matter = made.id as string
    await api(CAST.filer, `/api/matters/${matter}/notices`, { version: made.version, notice: NOTICE })
    await world.pass()
    for (const words of ['我家的地还没有量准,先不要动工。', '支持拓宽,希望先修排水。', '施工时学生怎么走?']) {
      await comment(words)
    }
    await world.pass()
  })
  afterAll(async () => {
    await world?.close()
  })

  async function api(account: string, path: string, body: object): Promise<Record<string, unknown>> {
    const token = await issueToken({ dir: world.dir, account, minutes: 5, now: () => new Date() })
    const response = await fetch(world.app.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
    return (await response.json()) as Record<string, unknown>
  }
  async function comment(words: string): Promise<void> {
    const page = await world.villager({ scripts: false })
    await page.goto(`${world.app.url}/say/${matter}`)
    await page.getByLabel('您的意见').fill(words)
    await page.getByRole('button', { name: '下一步:核对' }).click()
    await page.getByRole('button', { name: '提交' }).click()
    await page.getByRole('heading', { name: '收到了您的意见' }).waitFor()
    await page.context().close()
  }
  async function open(name: string, path: string, options?: { phone?: boolean }): Promise<Page> {
    const page = await world.as(name, options)
    await page.goto(`${world.app.url}/desk${path}`)
    return page
  }
  const volumeOf = (page: Page) => page.getByRole('region', { name: '台账' })
  async function describePapers(page: Page, kind: string): Promise<void> {
    const volume = volumeOf(page)
    await volume.getByLabel('材料种类').fill(kind)
    await page.getByTitle(kind, { exact: true }).last().click()
    await volume.getByLabel('形成日期').fill('2026-11-20')
    await page.keyboard.press('Enter')
    await volume.getByRole('radio', { name: '现场拍摄' }).check()
    await volume.getByRole('radio', { name: '没有', exact: true }).check()
    await volume.getByRole('checkbox', { name: /不含国家秘密/ }).check()
  }

  it('several files go in at once, what cannot is said before anybody waits, and a broken line is taken up again', async () => {
    const page = await open('田报送', `/matters/${matter}#documents`)
    const volume = volumeOf(page)
    await volume.getByText('上传一份材料').click()
    await volume
      .getByLabel('选择文件')
      .setInputFiles([
        file('公告栏.jpg', jpeg()),
        file('现场.jpg', Buffer.concat([jpeg(), Buffer.from([0])])),
        file('网页.html', Buffer.from('<p>')),
        file('空白.pdf', Buffer.alloc(0)),
      ])
    const refused = await volume.getByRole('alert').innerText()
    expect(refused).toContain('网页.html:不收这种文件')
    expect(refused).toContain('空白.pdf:文件是空的')
    await describePapers(page, '图片和影像资料')
    await volume.getByLabel('题名(现场.jpg)').fill('四个村的施工现场')
    await shot(page, '30-several-files')
    let puts = 0
    await page.route('**/*', async (route) => {
      if (route.request().method() === 'PUT' && ++puts === 2) return route.abort('connectionreset')
      return route.continue()
    })
    await volume.getByRole('button', { name: '上传', exact: true }).click()
    await volume.getByText('「公告栏」已通过校验').waitFor()
    await volume.getByText(/网络中断/).waitFor()
    await shot(page, '31-broken-line')
    await volume.getByRole('button', { name: '重新上传' }).click()
    await volume.getByText('「四个村的施工现场」已通过校验').waitFor()
    expect(await volume.getByRole('row', { name: /四个村的施工现场/ }).count()).toBe(1)
    await page.context().close()
  })

  it('a paper whose file never came takes that file later, and no other', async () => {
    const page = await open('田报送', `/matters/${matter}#documents`)
    const volume = volumeOf(page)
    await volume.getByText('上传一份材料').click()
    await volume.getByLabel('选择文件').setInputFiles(file('走访.pdf', pdf(2, '走访')))
    await describePapers(page, '实地走访情况登记表')
    await page.route('**/*', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()))
    await volume.getByRole('button', { name: '上传', exact: true }).click()
    await volume.getByText(/网络中断/).waitFor()
    await page.context().close()

    const later = await open('田报送', `/matters/${matter}#documents`)
    const row = volumeOf(later).getByRole('row', { name: /走访/ })
    const choose = async (content: Buffer) => {
      const [chooser] = await Promise.all([
        later.waitForEvent('filechooser'),
        row.getByRole('button', { name: '补传:走访' }).click(),
      ])
      await chooser.setFiles(file('走访.pdf', content))
    }
    await choose(pdf(3, '另一份'))
    await row.getByText(/这不是登记的那个文件/).waitFor()
    await choose(pdf(2, '走访'))
    await row.getByText('已入卷').waitFor()
    await later.context().close()
  })

  it('a correction stands beside what it corrects, and the catalogue prints both', async () => {
    const page = await open('田报送', `/matters/${matter}#documents`)
    const volume = volumeOf(page)
    await volume.getByRole('button', { name: '更正:公告栏' }).click()
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('paper-file')
    await volume.getByLabel('选择文件').setInputFiles(file('公告栏重拍.jpg', Buffer.concat([jpeg(), Buffer.from([1])])))
    await describePapers(page, '图片和影像资料')
    await volume.getByRole('button', { name: '上传', exact: true }).click()
    await volume.getByText('请写明更正的理由').waitFor()
    await volume.getByLabel('更正的理由').fill('原照片反光,看不清日期')
    await volume.getByRole('button', { name: '上传', exact: true }).click()
    await volume.getByRole('row', { name: /已由第 \d+ 件替换/ }).waitFor()
    expect(await volume.getByRole('button', { name: '更正:公告栏', exact: true }).count()).toBe(0)
    await shot(page, '32-corrected')
    await volume.getByRole('link', { name: '打印卷内目录(A4)' }).click()
    await page.getByRole('heading', { name: '卷内目录' }).waitFor()
    const printed = await page.getByRole('table').innerText()
    for (const shown of ['公告栏', '公告栏重拍', '原照片反光', '20261120']) expect(printed).toContain(shown)
    await shot(page, '33-catalogue')
    await page.context().close()
  })

  it('the volumes are listed, and each link leads to the volume itself', async () => {
    const page = await open('田报送', '/')
    await page.getByRole('link', { name: '台账', exact: true }).click()
    await page.getByRole('heading', { name: '台账' }).waitFor()
    await shot(page, '34-volumes')
    await page.getByRole('link', { name: ROAD.title, exact: true }).click()
    await volumeOf(page).getByRole('table').waitFor()
    await expect
      .poll(async () => (await volumeOf(page).boundingBox())?.y ?? Number.NaN)
      .toSatisfy((y: number) => y >= 0 && y < 200)
    await page.context().close()
  })

  it('of two officers at one comment the second is told, keeps what was typed, and then betters the answer', async () => {
    const list = `/comments/${matter}`
    const [first, second] = [await open('信意见', list), await open('信意见', list)]
    const rowOf = (page: Page) => page.getByRole('listitem').filter({ hasText: '没有量准' })
    const answer = async (page: Page, reply: string) => {
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('group', { name: '采纳情况' }).getByRole('radio', { name: '采纳', exact: true }).check()
      await dialog.getByLabel('答复', { exact: true }).fill(reply)
    }
    await rowOf(second).getByRole('button', { name: '答复' }).click()
    await answer(second, '第二位写的答复')
    await rowOf(first).getByRole('button', { name: '答复' }).click()
    await answer(first, '已安排逐户复核面积。')
    await first.getByRole('dialog').getByRole('button', { name: '答复' }).click()
    await first.getByText('已安排逐户复核面积。').waitFor()
    const dialog = second.getByRole('dialog')
    await dialog.getByRole('button', { name: '答复' }).click()
    await dialog.getByText(/示例·信意见于.*办理/).waitFor()
    await shot(second, '35-two-officers')
    await dialog.getByRole('button', { name: '先不办' }).click()
    await rowOf(second).getByText('已安排逐户复核面积。').waitFor()
    await rowOf(second).getByRole('button', { name: '重新答复' }).click()
    expect(await dialog.getByLabel('答复', { exact: true }).inputValue()).toBe('第二位写的答复')
    await dialog.getByRole('button', { name: '重新答复' }).click()
    await rowOf(second).getByText('第二位写的答复').waitFor()
    for (const page of [first, second]) await page.context().close()
  })

  it('a theme is shown before it is sent as the public will read it, and what was typed outlives the browser', async () => {
    const page = await open('信意见', `/comments/${matter}?bucket=underReview`)
    await page.getByRole('checkbox', { name: '选入归纳' }).first().check()
    await page.getByRole('button', { name: '归纳所选 1 条' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('主题').fill('排水先行')
    await dialog.getByLabel('归纳', { exact: true }).fill('有群众希望先理顺水渠。')
    await dialog.getByLabel('答复和理由').fill('设计已经调整。')
    expect(await dialog.getByRole('region', { name: '公示页面上是这样' }).innerText()).toContain('排水先行')
    await shot(page, '36-theme')
    await page.goto('about:blank')
    await page.goto(`${world.app.url}/desk/comments/${matter}`)
    await page.getByRole('checkbox', { name: '选入归纳' }).first().check()
    await page.getByRole('button', { name: '归纳所选 1 条' }).click()
    expect(await dialog.getByLabel('归纳', { exact: true }).inputValue()).toBe('有群众希望先理顺水渠。')
    await page.context().close()
  })

  it.each([
    [
      '田报送',
      1366,
      () => [`/matters/${matter}`, `/matters/${matter}/catalogue`, '/archive', '/matters', '/matters/new'],
    ],
    [
      '田报送',
      360,
      () => [`/matters/${matter}`, `/matters/${matter}/catalogue`, '/archive', '/matters', '/matters/new'],
    ],
    ['信意见', 1366, () => ['/comments', `/comments/${matter}`]],
    ['信意见', 360, () => ['/comments', `/comments/${matter}`]],
    ['办管理', 1366, () => ['/organs/620702-PLC']],
    ['办管理', 360, () => ['/organs/620702-PLC']],
  ] as const)('%s at %i px: no sideways scroll, and nothing that axe calls a barrier', async (name, width, paths) => {
    const page = await world.as(name)
    await page.setViewportSize({ width, height: width === 360 ? 740 : 768 })
    const found: string[] = []
    for (const path of paths()) {
      await page.goto(`${world.app.url}/desk${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      await shot(page, `4-${width}-${path.replaceAll(/[/?]/g, '-')}`)
      const over = await page.evaluate(() => document.documentElement.scrollWidth)
      if (over > width) found.push(`${path} is ${over} px wide`)
      await page.evaluate(AXE)
      found.push(
        ...(await page.evaluate(async () => {
          // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window
          const { violations } = await (window as any).axe.run({
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'],
          })
          // biome-ignore lint/suspicious/noExplicitAny: as above
          return violations.map((v: any) => `${v.id}: ${v.nodes.map((n: any) => n.target).join(' | ')}`)
        })),
      )
    }
    expect(found).toEqual([])
    await page.context().close()
  })
})
