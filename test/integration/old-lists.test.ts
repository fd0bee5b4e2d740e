import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MATTERS } from '../../shared/table/definition.ts'
import type { IndexName, Item } from '../../shared/table/table.ts'
import { openProduct } from '../support/product.ts'
import { openRelease, releases } from '../support/release/folder.ts'
import { CAST } from '../support/road.ts'

/** Before anything that was waiting is done: every list shows rows as the release wrote them. */
describe.each(releases())('the lists of data written by release %s', (release) => {
  let kept: ReturnType<typeof openRelease>
  let product: Awaited<ReturnType<typeof openProduct>>
  beforeEach(async () => {
    kept = openRelease(release)
    product = await openProduct(kept.story.at, { dir: kept.dir })
  })
  afterEach(() => {
    product.close()
    kept.remove()
  })
  const get = async (account: string, path: string) => (await product.call(account, 'GET', path)).json
  const stored = async (which: (item: Item) => boolean) => {
    const found: Item[] = []
    for await (const item of product.ports.matters.scan()) if (which(item)) found.push(item)
    return found
  }
  const heads = () => stored(({ pk, sk }) => pk.startsWith('MATTER#') && sk === 'HEAD')

  it('hold keys and what a list shows, whatever they held then', async () => {
    const { matters } = product.ports
    const partitions = new Map<string, IndexName>()
    for await (const item of matters.scan()) {
      for (const [index, { partitionKey }] of Object.entries(MATTERS.indexes)) {
        if (item[partitionKey] !== undefined) partitions.set(String(item[partitionKey]), index as IndexName)
      }
    }
    const held = new Set<string>()
    for (const [pk, index] of partitions) {
      const { partitionKey, sortKey } = MATTERS.indexes[index] ?? { partitionKey: '', sortKey: '' }
      for (const item of await matters.all({ index, pk })) {
        for (const name of Object.keys(item)) if (name !== partitionKey && name !== sortKey) held.add(name)
      }
    }
    expect(partitions.size).toBeGreaterThan(10)
    expect([...held].filter((name) => !['pk', 'sk', 'row'].includes(name))).toEqual([])
  })

  it('show every matter to the body whose it is and to its authority, in the state in which it is', async () => {
    const wanted = Object.values(kept.story.matters).map(({ id, state }) => `${id} ${state}`)
    expect(await heads()).toHaveLength(wanted.length)
    const listed = async (account: string, side: string) =>
      ((await get(account, `/api/matters?side=${side}`)).matters as { id: string; state: string; title: string }[]).map(
        ({ id, state, title }) => {
          expect(title).toMatch(/^示例/)
          return `${id} ${state}`
        },
      )
    expect((await listed(CAST.filer, 'organ')).sort()).toEqual([...wanted].sort())
    const theirs = (await heads()).filter(({ authorityPk }) => authorityPk === 'AUTHORITY#620702-PLC')
    const ids = (await listed(CAST.reviewer, 'authority')).map((line) => line.split(' ')[0])
    expect(ids.sort()).toEqual(theirs.map(({ pk }) => pk.slice('MATTER#'.length)).sort())
    expect(theirs.length).toBeGreaterThan(20)
  })

  it('find a matter by the tail of its number', async () => {
    const { matters } = await get(CAST.filer, '/api/search?q=0023')
    expect(matters).toMatchObject([{ id: kept.story.matters.registered?.id, title: '示例：registered' }])
  })

  it('say what is to do, to whom it falls', async () => {
    const tasks = await stored(({ organPk }) => String(organPk) === 'TODO#620702100#filer')
    const { mine } = (await get(CAST.filer, '/api/todo')) as { mine: { what: string; link: string }[] }
    expect(mine).toHaveLength(tasks.length)
    expect(tasks.length).toBeGreaterThan(3)
    for (const { what, link } of mine)
      expect([what, link]).toEqual([expect.stringMatching(/\p{Script=Han}/u), expect.stringMatching(/^\/matters\/WP-/)])
  })

  it('show a person’s messages, and take one as read', async () => {
    const [message] = await stored(({ pk }) => pk.startsWith('INBOX#'))
    const account = String(message?.pk.slice('INBOX#'.length))
    const before = await get(account, '/api/inbox')
    const [first] = before.items as { id: string; title: string; readAt: string | null }[]
    expect(first).toMatchObject({ title: expect.stringMatching(/\p{Script=Han}/u), readAt: null })
    await product.call(account, 'POST', `/api/inbox/${encodeURIComponent(String(first?.id))}/read`)
    const after = await get(account, '/api/inbox')
    expect(after.unread).toBe(Number(before.unread) - 1)
    expect(after.items).toContainEqual({ ...first, readAt: expect.any(String) })
  })

  it('name the bodies of the register and the people of one', async () => {
    const codes = ((await get(CAST.filer, '/api/organs')).organs as { code: string }[]).map(({ code }) => code)
    expect(codes).toHaveLength((await stored(({ pk, sk }) => pk.startsWith('ORGAN#') && sk === 'HEAD')).length)
    expect(codes).toContain('620702100')
  })
})
