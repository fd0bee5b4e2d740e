import { expect, it } from 'vitest'
import { demoOrgans } from '../../test/support/organs.ts'
import { readAccount, readOrgan, readPost } from './reads/register.ts'
import { keys } from './store.ts'

it('rows of people, posts and organs that no input of today would pass are read as they are', async () => {
  const { table } = await demoOrgans()
  const longer = '示例名称'.repeat(40)
  const change = async (key: { pk: string; sk: string }, more: object) => {
    const item = await table.get(key)
    if (!item) throw new Error('no such row')
    await table.commit([{ put: { ...item, ...more }, when: 'present' }])
  }
  const filer = '620702100.filer'
  const held = {
    id: '1',
    account: '旧账号 1',
    from: '早先',
    as: 'lent',
    to: '后来',
    lentBy: '已撤销单位',
    document: longer,
  }
  await change(keys.post(filer), { title: longer, holdings: [held] })
  await change({ pk: keys.account('lj-filer'), sk: 'HEAD' }, { name: longer, leaves: [{ from: '早先', to: '后来' }] })
  await change({ pk: keys.organ('620702100'), sk: 'HEAD' }, { name: longer, listed: { from: '早先', basis: '' } })
  expect(await readPost(table, filer)).toMatchObject({ title: longer, holdings: [held] })
  expect(await readAccount(table, 'lj-filer')).toMatchObject({ name: longer, leaves: [{ from: '早先' }] })
  expect(await readOrgan(table, '620702100')).toMatchObject({ name: longer, listed: { basis: '' } })
})
