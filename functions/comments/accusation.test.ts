import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Item } from '../../shared/table/table.ts'
import { type Hearing, openHearing } from '../../test/support/hearing.ts'
import { formsOf, type PageForm } from '../../test/support/villager.ts'

let hearing: Hearing
beforeEach(async () => {
  hearing = await openHearing()
})
afterEach(() => hearing.close())

const ACCUSATION = {
  kind: 'accusation',
  stance: 'oppose',
  text: '某某收钱',
  village: '太和村',
  group: 'nearby',
  name: '示例·某某',
  phone: '示例电话',
}
/** Full-width figures: the look-up reads them as ordinary ones, so both are the writer's password. */
const PASSWORD = '我的口令１２３'

async function stored(): Promise<Item[]> {
  const found: Item[] = []
  for await (const item of hearing.product.ports.matters.scan()) if (item.sk.endsWith('#V1')) found.push(item)
  return found
}

async function ready(fields: Record<string, string>): Promise<PageForm> {
  const checked = await hearing.browser.submit(await hearing.form(), fields)
  return formsOf(checked.body)[0] as PageForm
}

describe('a person who accuses somebody and chooses a look-up password', () => {
  it('gives it to nobody: who opens the accusation finds the words, and neither the password nor anything made of it', async () => {
    await hearing.say({ ...ACCUSATION, password: PASSWORD })
    await hearing.settled()
    const { items } = (await hearing.product.call('gz-auditor', 'GET', '/api/sealed')).json as {
      items: { jwe: string }[]
    }
    const opened = await hearing.product.ports.sealer.open('accusations', items[0]?.jwe ?? '')
    expect(JSON.parse(opened)).toEqual(ACCUSATION)
    const [row] = await stored()
    const [salt, hash] = String(row?.password).split(':') as [string, string]
    for (const secret of [PASSWORD, PASSWORD.normalize('NFKC'), salt, hash]) expect(opened).not.toContain(secret)
  })

  it('is answered with the same receipt when it is sent again, and with a refusal when anything is different', async () => {
    const form = await ready({ ...ACCUSATION, password: PASSWORD })
    await hearing.browser.submit(form, { step: 'send' })
    const first = (await hearing.browser.get('/receipt')).body
    expect((await hearing.browser.submit(form, { step: 'send' })).statusCode).toBe(303)
    expect((await hearing.browser.get('/receipt')).body).toBe(first)
    const changes: Record<string, string>[] = [
      { password: '另一个口令' },
      { password: '' },
      { text: '某某没收钱' },
      { phone: '' },
    ]
    for (const change of changes) {
      expect((await hearing.browser.submit(form, { ...change, step: 'send' })).statusCode).toBe(409)
    }
    expect(await stored()).toHaveLength(1)
  })
})
