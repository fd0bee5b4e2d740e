import { describe, expect, it } from 'vitest'
import type { Duty } from '../../../shared/identity/duty.ts'
import { demoOrgans } from '../../../test/support/organs.ts'
import { appoint } from '../commands/appoint.ts'
import { closeAccount } from '../commands/close-account.ts'
import { setLeave } from '../commands/set-leave.ts'
import { actorSource } from '../offers.ts'

describe('in which post a person acts', () => {
  it('the filer of 梁家墩镇 acts for the town and sees the town', async () => {
    const { source } = await demoOrgans()
    expect(await source.actorOf('lj-filer', undefined, ['filer'])).toEqual({
      account: 'lj-filer',
      name: '示例·田报送',
      post: '620702100.filer',
      duty: 'filer',
      organ: '620702100',
      organName: '梁家墩镇',
      organPath: '6207/620702/620702100',
      scope: '6207/620702/620702100',
    })
  })

  it('a reviewer of the county’s office sees the county, one of the city’s the city', async () => {
    const { as } = await demoOrgans()
    expect([(await as('gz-reviewer')).scope, (await as('zy-reviewer')).scope]).toEqual(['6207/620702', '6207'])
  })

  it.each<[string, string, string | undefined, readonly Duty[] | 'anyone', RegExp]>([
    ['without the duty', 'lj-filer', undefined, ['reviewer'], /由“审查人”办理/],
    ['in a post of somebody else', 'lj-filer', '620702100.leader', ['leader'], /不在这个岗位/],
    ['in a post of a town that does not exist', 'lj-filer', '629999999.filer', 'anyone', /不在这个岗位/],
    ['with an account nobody registered', 'stranger', undefined, 'anyone', /没有登记/],
    ['as deputy while the holder is there', 'lj-archivist', '620702100.filer', ['filer'], /主岗在岗/],
    ['while on leave', 'gz-second', undefined, ['reviewer'], /休假/],
  ])('nobody acts %s', async (_, account, post, duties, message) => {
    const { source } = await demoOrgans()
    await expect(source.actorOf(account, post, duties)).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringMatching(message),
    })
  })

  it('who is on leave may still read, and acts again the day after', async () => {
    const { source, as, clock } = await demoOrgans()
    expect((await as('gz-second')).post).toBe('620702-PLC.reviewer.2')
    clock.advance({ days: 91 })
    expect((await source.actorOf('gz-second', undefined, ['reviewer'])).duty).toBe('reviewer')
  })

  it('the deputy acts for the holder on leave, and the record says for whom', async () => {
    const { source, as, deps } = await demoOrgans()
    const leave = { account: 'lj-filer', from: '2026-11-24', to: '2026-11-30' }
    await setLeave(deps, await as('lj-leader'), '620702100', leave)
    const deputy = await source.actorOf('lj-archivist', undefined, ['filer'])
    expect(deputy).toMatchObject({ post: '620702100.filer', standingIn: { kind: 'deputy', of: 'lj-filer' } })
    // Back early: from this moment it is the holder again.
    await setLeave(deps, await as('lj-leader'), '620702100', { ...leave, to: null })
    await expect(source.actorOf('lj-archivist', undefined, ['filer'])).rejects.toMatchObject({ code: 'forbidden' })
    expect((await source.actorOf('lj-filer', undefined, ['filer'])).standingIn).toBeUndefined()
  })

  it('who holds several posts acts in the one that the step needs, or in the one asked for', async () => {
    const { source, as, deps } = await demoOrgans()
    const seat = { duty: 'comment-officer', seat: 2, account: 'lj-filer', as: 'holder', from: '2026-11-24' } as const
    await appoint(deps, await as('lj-leader'), '620702100', seat)
    expect((await source.actorOf('lj-filer', undefined, ['comment-officer'])).post).toBe('620702100.comment-officer.2')
    expect((await as('lj-filer', '620702100.filer')).duty).toBe('filer')
  })

  it('a closed account does nothing from that moment on', async () => {
    const { as, deps } = await demoOrgans()
    await closeAccount(deps, await as('lj-leader'), '620702100', 'lj-comments')
    await expect(as('lj-comments')).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('costs four items for a person with one post', async () => {
    const { table, deps } = await demoOrgans()
    let items = 0
    const counted = {
      get: (key: { pk: string; sk: string }) => {
        items++
        return table.get(key)
      },
      getMany: async (keys: Parameters<typeof table.getMany>[0]) => {
        items += keys.length
        return table.getMany(keys)
      },
      all: async (query: Parameters<typeof table.all>[0]) => {
        const found = await table.all(query)
        items += found.length
        return found
      },
    }
    await actorSource({ table: counted, now: deps.now }).actorOf('lj-filer', undefined, ['filer'])
    expect(items).toBe(4)
  })
})
