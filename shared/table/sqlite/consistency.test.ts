import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { crank } from '../../../test/support/crank.ts'
import { memoryStore } from '../../../test/support/store.ts'
import { MATTERS } from '../definition.ts'
import { inconsistencies } from './consistency.ts'
import type { Store } from './store.ts'

describe('a database that somebody edited', () => {
  let store: Store
  const found = () => [...inconsistencies(store.database, MATTERS)].map(({ sk, problem }) => `${sk} ${problem}`)
  const edit = (sql: string) => store.database.exec(sql)

  beforeEach(async () => {
    store = memoryStore(crank().now)
    const listed = { organPk: 'ORGAN#620702', organSk: '2026#马' }
    await store.table('matters').commit([
      { put: { pk: 'M#马', sk: 'A', n: 1 }, when: 'absent' },
      { put: { pk: 'M#马', sk: 'B', ...listed }, when: 'absent' },
      { put: { pk: 'M#马', sk: 'half', organPk: 'ORGAN#620702' }, when: 'absent' },
    ])
  })
  afterEach(() => store.close())

  it('is found to be whole before', () => {
    expect(found()).toEqual([])
  })

  it.each([
    ['an item that is no JSON', `UPDATE matters SET item = '{' WHERE sk = X'41'`, ['A unreadable']],
    ['a row moved to another key', `UPDATE matters SET sk = X'43' WHERE sk = X'41'`, ['C key-differs']],
    ['a list that says something else', `UPDATE matters_by_byOrgan SET item = '{"pk":"M"}'`, ['B index-differs']],
    [
      'a list that is sorted otherwise',
      `UPDATE matters_by_byOrgan SET isk = X'41'`,
      ['B index-differs', 'B index-missing'],
    ],
    ['a row that its list hides', 'DELETE FROM matters_by_byOrgan', ['B index-missing']],
    ['a list that shows what is gone', `DELETE FROM matters WHERE sk = X'42'`, ['B index-differs']],
  ])('shows %s', (_, sql, findings) => {
    edit(sql)
    expect(found()).toEqual(findings)
  })
})
