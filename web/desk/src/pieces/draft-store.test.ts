import { describe, expect, it } from 'vitest'
import { DraftStore } from './draft-store.ts'

/** A browser's store in memory; `room` is how many entries fit. */
function storage(room = 100) {
  const held = new Map<string, string>()
  return {
    held,
    get length() {
      return held.size
    },
    key: (i: number) => [...held.keys()][i] ?? null,
    getItem: (k: string) => held.get(k) ?? null,
    removeItem: (k: string) => void held.delete(k),
    setItem: (k: string, v: string) => {
      if (!held.has(k) && held.size >= room) throw new DOMException('full', 'QuotaExceededError')
      held.set(k, v)
    },
  }
}
const opened = { values: {}, version: 0 }
const mine = { account: 'a', matter: 'WP-620702100-2026-0007', form: 'filing' }

describe('drafts', () => {
  it('come back to the letter after the browser was closed', () => {
    const kept = storage()
    const draft = {
      values: { title: '𠮷庄道路<拓宽>' },
      opened: { values: { title: '庄道路' }, version: 3 },
      savedAt: 1,
    }
    expect(new DraftStore(kept).write(mine, draft)).toBe(true)
    expect(new DraftStore(kept).read(mine)).toEqual(draft)
  })

  it('are kept apart by person, matter and form, however these are written', () => {
    const store = new DraftStore(storage())
    store.write({ account: 'a:b', matter: 'c', form: 'd' }, { values: { n: 1 }, opened, savedAt: 1 })
    expect(store.read({ account: 'a', matter: 'b:c', form: 'd' })).toBeUndefined()
    expect(store.read({ account: 'a:b', matter: 'c', form: 'e' })).toBeUndefined()
  })

  it('say so when the browser has no room, and leave what was kept', () => {
    const store = new DraftStore(storage(1))
    store.write(mine, { values: { n: 1 }, opened, savedAt: 1 })
    expect(store.write({ ...mine, form: 'other' }, { values: {}, opened, savedAt: 2 })).toBe(false)
    expect(store.read(mine)).toMatchObject({ values: { n: 1 } })
  })

  it('are gone once the server has them', () => {
    const store = new DraftStore(storage())
    store.write(mine, { values: { n: 1 }, opened, savedAt: 1 })
    store.clear(mine)
    expect(store.read(mine)).toBeUndefined()
  })

  it('go after 60 days, and nothing else in the store is touched', () => {
    const kept = storage()
    const store = new DraftStore(kept)
    const day = 86_400_000
    store.write(mine, { values: { n: 1 }, opened, savedAt: 1 * day })
    store.write({ ...mine, form: 'new' }, { values: { n: 2 }, opened, savedAt: 50 * day })
    kept.held.set('desk.post', 'p').set('desk.draft:broken', '{')
    store.sweep(62 * day)
    expect(store.read(mine)).toBeUndefined()
    expect(store.read({ ...mine, form: 'new' })).toBeDefined()
    expect([...kept.held.keys()].filter((k) => !k.includes('new'))).toEqual(['desk.post'])
  })
})
