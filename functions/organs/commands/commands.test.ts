import { describe, expect, it } from 'vitest'
import { verifyAll } from '../../../shared/events/verify.ts'
import type { Duty } from '../../../shared/identity/duty.ts'
import { listInbox } from '../../../shared/notify/inbox.ts'
import { demoOrgans } from '../../../test/support/organs.ts'
import { holdersOf } from '../offers.ts'
import { readAccount, readPost } from '../reads/register.ts'
import { appoint } from './appoint.ts'
import { endHolding } from './end-holding.ts'
import { handOver } from './hand-over.ts'
import { lend } from './lend.ts'
import { registerAccount } from './register-account.ts'
import { setLeave } from './set-leave.ts'

const TODAY = '2026-11-24'
const TOWN = '620702100'
const OFFICE = '620702-PLC'
const holder = { seat: 1, as: 'holder', from: TODAY } as const
const refused = (code: string, message?: RegExp) =>
  message ? { code, message: expect.stringMatching(message) } : { code }

describe('handing a post over', () => {
  const move = {
    post: `${TOWN}.filer`,
    from: 'lj-filer',
    to: 'lj-comments',
    on: TODAY,
    document: '示例任免〔2026〕1号',
  }

  it('brings the post’s reminders to the successor at once, who is told', async () => {
    const { as, deps, table, source } = await demoOrgans()
    await handOver(deps, await as('gz-admin'), TOWN, move)
    expect(await holdersOf(table, { post: `${TOWN}.filer` }, TODAY)).toEqual(['lj-comments'])
    await expect(source.actorOf('lj-filer', undefined, 'anyone')).rejects.toMatchObject({ code: 'forbidden' })
    expect((await source.actorOf('lj-comments', undefined, ['filer'])).post).toBe(`${TOWN}.filer`)
    expect((await listInbox(table, 'lj-comments')).messages.map((m) => m.title)).toEqual([
      '岗位已移交给您:梁家墩镇“报送人”',
    ])
  })

  it('keeps the holder until the day, when it is agreed ahead', async () => {
    const { as, deps, table } = await demoOrgans()
    await handOver(deps, await as('lj-leader'), TOWN, { ...move, on: '2026-12-01' })
    const on = (day: string) => holdersOf(table, { organ: TOWN, duty: 'filer' }, day)
    expect([await on('2026-11-30'), await on('2026-12-01')]).toEqual([['lj-filer'], ['lj-comments']])
  })

  it('is one event, whatever is sent twice, and all chains stay whole', async () => {
    const { as, deps, table } = await demoOrgans()
    const admin = await as('gz-admin')
    await handOver(deps, admin, TOWN, move)
    const head = await table.get({ pk: `ORGAN#${TOWN}`, sk: 'HEAD' })
    await handOver(deps, admin, TOWN, move)
    expect(await table.get({ pk: `ORGAN#${TOWN}`, sk: 'HEAD' })).toEqual(head)
    expect(await table.get({ pk: `ORGAN#${TOWN}`, sk: `EVENT#${String(head?.seq).padStart(8, '0')}` })).toMatchObject({
      type: 'organs.handed-over',
      by: { account: 'gz-admin', post: '620702-DWB.administrator' },
      data: { post: `${TOWN}.filer`, from: 'lj-filer', to: 'lj-comments', on: TODAY },
    })
    for await (const walked of verifyAll(table)) expect(walked.findings).toEqual([])
  })

  it('tells one of two officers that it changed, when both act at once', async () => {
    const { as, deps } = await demoOrgans()
    const [leader, admin] = [await as('lj-leader'), await as('gz-admin')]
    const results = await Promise.allSettled([
      handOver(deps, leader, TOWN, move),
      handOver(deps, admin, TOWN, { ...move, to: 'lj-archivist' }),
    ])
    const failures = results.filter((one) => one.status === 'rejected').map((one) => one.reason)
    expect(failures).toEqual([
      expect.objectContaining({ code: 'changed', message: expect.stringMatching(/示例·.+改动/) }),
    ])
  })
})

describe('two who change one organ at once', () => {
  const holderOf = (duty: Duty, account: string) => ({ ...holder, duty, seat: 2, account }) as const

  it('do not hinder each other on different posts: both are appointed, and the chain stays whole', async () => {
    const { as, deps, table } = await demoOrgans()
    const [leader, admin] = [await as('lj-leader'), await as('gz-admin')]
    await Promise.all([
      appoint(deps, leader, TOWN, holderOf('archivist', 'lj-comments')),
      appoint(deps, admin, TOWN, holderOf('comment-officer', 'lj-archivist')),
      setLeave(deps, leader, TOWN, { account: 'lj-filer', from: TODAY, to: TODAY }),
      setLeave(deps, admin, TOWN, { account: 'lj-filer', from: '2026-12-01', to: '2026-12-03' }),
    ])
    expect((await readPost(table, `${TOWN}.archivist.2`))?.holdings).toMatchObject([{ account: 'lj-comments' }])
    expect((await readPost(table, `${TOWN}.comment-officer.2`))?.holdings).toMatchObject([{ account: 'lj-archivist' }])
    expect((await readAccount(table, 'lj-filer'))?.leaves).toHaveLength(2)
    for await (const walked of verifyAll(table)) expect(walked.findings).toEqual([])
  })

  it('are both content when they want the same, which is done once', async () => {
    const { as, deps, table } = await demoOrgans()
    const [leader, admin] = [await as('lj-leader'), await as('gz-admin')]
    const wish = holderOf('archivist', 'lj-comments')
    await Promise.all([appoint(deps, leader, TOWN, wish), appoint(deps, admin, TOWN, wish)])
    expect((await readPost(table, `${TOWN}.archivist.2`))?.holdings).toHaveLength(1)
  })

  it('are told apart on the same leave: the second reads who changed it and when', async () => {
    const { as, deps } = await demoOrgans()
    const [leader, admin] = [await as('lj-leader'), await as('gz-admin')]
    const leave = { account: 'lj-filer', from: TODAY }
    const results = await Promise.allSettled([
      setLeave(deps, leader, TOWN, { ...leave, to: '2026-11-30' }),
      setLeave(deps, admin, TOWN, { ...leave, to: '2026-12-30' }),
    ])
    const failures = results.filter((one) => one.status === 'rejected').map((one) => one.reason)
    const changedBy = expect.stringMatching(/^示例·/)
    expect(failures).toEqual([
      expect.objectContaining({ code: 'changed', details: expect.objectContaining({ changedBy }) }),
    ])
  })
})

describe('an office of three with one on leave', () => {
  const term = { post: `${OFFICE}.reviewer.2`, account: 'zy-reviewer', from: TODAY, to: '2026-12-31' }

  it('gets a second signer from the city, for that office alone', async () => {
    const { as, deps, table, source } = await demoOrgans()
    await lend(deps, await as('zy-leader'), OFFICE, term)
    const signer = await source.actorOf('zy-reviewer', `${OFFICE}.reviewer.2`, ['reviewer'])
    expect(signer).toMatchObject({ organ: OFFICE, scope: '6207/620702', standingIn: { kind: 'lent', of: '6207-PLC' } })
    expect([...(await holdersOf(table, { organ: OFFICE, duty: 'reviewer' }, TODAY))].sort()).toEqual([
      'gz-reviewer',
      'zy-reviewer',
    ])
    expect((await as('zy-reviewer')).organ).toBe('6207-PLC')
  })

  it('has it no longer when the term is over', async () => {
    const { as, deps, clock } = await demoOrgans()
    await lend(deps, await as('zy-leader'), OFFICE, term)
    clock.set('2027-01-01T00:00:00+08:00')
    await expect(as('zy-reviewer', `${OFFICE}.reviewer.2`)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('may be lent the city’s leader by the city’s administrator, who does not lend himself', async () => {
    const { as, deps } = await demoOrgans()
    const leader = { ...term, account: 'zy-leader' }
    expect((await lend(deps, await as('zy-admin'), OFFICE, leader)).holdings.at(-1)).toMatchObject({
      lentBy: '6207-PLC',
    })
    await expect(lend(deps, await as('zy-leader'), OFFICE, leader)).rejects.toMatchObject(refused('rule', /给自己/))
  })

  it.each([
    ['its own leader lends somebody of the office itself', 'gz-leader', OFFICE, 'gz-reviewer', 'rule'],
    ['the county lends somebody of the city', 'gz-leader', OFFICE, 'zy-reviewer', 'not-found'],
    ['the neighbour lends into it', 'gt-leader', OFFICE, 'gt-reviewer', 'not-found'],
  ])('is not helped when %s', async (_, lender, organ, account, code) => {
    const { as, deps } = await demoOrgans()
    await expect(lend(deps, await as(lender), organ, { ...term, account })).rejects.toMatchObject({ code })
  })
})

describe('appointing', () => {
  it('makes the post, keeps the history, and names who did it', async () => {
    const { as, deps, table } = await demoOrgans()
    const leader = await as('lj-leader')
    await registerAccount(deps, leader, TOWN, { id: 'lj-new', name: '示例·新同志' })
    await appoint(deps, leader, TOWN, { ...holder, duty: 'filer', seat: 2, account: 'lj-new', title: '第二报送人' })
    expect(await readPost(table, `${TOWN}.filer.2`)).toMatchObject({
      title: '第二报送人',
      holdings: [{ account: 'lj-new' }],
    })
    await endHolding(deps, leader, TOWN, {
      post: `${TOWN}.filer.2`,
      holding: (await readPost(table, `${TOWN}.filer.2`))?.holdings[0]?.id as string,
      lastDay: '2026-11-23',
    })
    await expect(as('lj-new')).rejects.toMatchObject({ code: 'forbidden' })
    expect((await readPost(table, `${TOWN}.filer.2`))?.holdings).toHaveLength(1)
  })

  it.each([
    ['for another town', 'sq-leader', TOWN, { duty: 'filer', account: 'sq-filer' }, 'not-found'],
    ['by a filer', 'lj-filer', TOWN, { duty: 'archivist', account: 'lj-comments' }, 'forbidden'],
    ['of oneself', 'lj-leader', TOWN, { duty: 'filer', account: 'lj-leader' }, 'rule'],
    ['of a reviewer in a township', 'lj-leader', TOWN, { duty: 'reviewer', account: 'lj-comments' }, 'rule'],
    [
      'of an administrator who would see more than the leader',
      'gz-traffic',
      '620702-DWB',
      { duty: 'administrator', account: 'gz-gate' },
      'not-found',
    ],
    ['of a working auditor', 'gz-admin', '620702-JW', { duty: 'auditor', seat: 2, account: 'gz-gate' }, 'rule'],
    ['of an auditor to work', 'gz-admin', '620702-DAG', { duty: 'archivist', seat: 2, account: 'gz-auditor' }, 'rule'],
    ['of nobody we know', 'lj-leader', TOWN, { duty: 'archivist', seat: 2, account: 'stranger' }, 'not-found'],
    ['in an organ that does not exist', 'zy-admin', '629999', { duty: 'filer', account: 'lj-filer' }, 'not-found'],
  ] as const)('is refused %s', async (_, actor, organ, wish, code) => {
    const { as, deps } = await demoOrgans()
    await expect(appoint(deps, await as(actor), organ, { ...holder, ...wish })).rejects.toMatchObject({ code })
  })

  it('of a post that sees more than the actor is left to the level above', async () => {
    const { as, deps } = await demoOrgans()
    await appoint(deps, await as('gz-admin'), '620702-XFJ', { ...holder, duty: 'leader', account: 'gz-gate' })
    const leader = await as('gz-gate', '620702-XFJ.leader')
    const wish = { ...holder, duty: 'administrator', account: 'gz-comments' } as const
    await expect(appoint(deps, leader, '620702-XFJ', wish)).rejects.toMatchObject(refused('forbidden', /上级管理员/))
  })
})

describe('accounts and leave', () => {
  it('registers a person once; the same again is no change, another name is refused', async () => {
    const { as, deps, table } = await demoOrgans()
    const leader = await as('lj-leader')
    const person = { id: 'lj-new', name: '示例·新同志' }
    await registerAccount(deps, leader, TOWN, person)
    await registerAccount(deps, leader, TOWN, person)
    expect(await table.get({ pk: 'ACCOUNT#lj-new', sk: 'HEAD' })).toMatchObject({ version: 1 })
    const other = registerAccount(deps, leader, TOWN, { ...person, name: '示例·别人' })
    await expect(other).rejects.toMatchObject(refused('duplicate'))
  })

  it('grants leave through the organ that employs the person, and through no other', async () => {
    const { as, deps, table } = await demoOrgans()
    const wish = { account: 'gz-reviewer', from: TODAY, to: '2026-11-30' }
    await setLeave(deps, await as('gz-leader'), OFFICE, wish)
    expect((await readAccount(table, 'gz-reviewer'))?.leaves).toEqual([{ from: TODAY, to: '2026-11-30' }])
    await expect(setLeave(deps, await as('lj-leader'), TOWN, wish)).rejects.toMatchObject(refused('not-found'))
  })
})
