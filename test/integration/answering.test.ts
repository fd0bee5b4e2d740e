import { afterEach, beforeEach, expect, it } from 'vitest'
import { receive } from '../../functions/comments/commands/receive.ts'
import { holds } from '../../functions/comments/domain/balance.ts'
import { Words } from '../../functions/comments/domain/words.ts'
import { verifyComments } from '../../functions/comments/reads/verify.ts'
import { loadBalances } from '../../functions/comments/store.ts'
import { currentNotice, type Notice } from '../../functions/notices/offers.ts'
import { verifyAll } from '../../shared/events/verify.ts'
import { type Hearing, openHearing } from '../support/hearing.ts'
import { CAST } from '../support/road.ts'

const ARRIVING = 500
const COLLEAGUE = 'zy-comments'
const ANSWER = { disposition: 'not', reason: '与国土空间规划不符', reply: '补偿标准已张贴公布。', over: '' }
const THEME = {
  title: '补偿标准',
  summary: '群众问补偿按哪一年的标准',
  disposition: 'adopted',
  reason: '按文件执行,已公布。',
}

let hearing: Hearing
beforeEach(async () => {
  hearing = await openHearing()
})
afterEach(() => hearing.close())

const path = (rest: string) => `/api/matters/${hearing.matter}/comments${rest}`

/** Ids of all that nobody has dealt with, page by page. */
async function open(): Promise<string[]> {
  const ids: string[] = []
  let cursor = ''
  do {
    const more = cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
    const { json } = await hearing.officer('GET', path(`?bucket=underReview${more}`))
    ids.push(...(json.comments as { id: string }[]).map(({ id }) => id))
    cursor = String(json.cursor ?? '')
  } while (cursor)
  return ids
}

let serial = 0
/** So many people send a comment at once, past the pages: writing one is not what these tests are about. */
async function arrive(count: number): Promise<void> {
  const { ports } = hearing.product
  const notice = (await currentNotice(ports.matters, hearing.matter)) as Notice
  const words = Words.parse({ text: '示例：请公布补偿标准' })
  const intake = { ...ports, contactDays: 30 }
  await Promise.all(Array.from({ length: count }, () => receive(intake, notice, `key ${serial++}`, words)))
}

async function findings(): Promise<string[]> {
  const { matters } = hearing.product.ports
  const found: string[] = []
  for await (const walked of verifyAll(matters)) found.push(...walked.findings.map((f) => `${f.sk} ${f.problem}`))
  for await (const f of verifyComments(matters, hearing.product.clock.now())) found.push(`${f.sk} ${f.problem}`)
  return found
}

it('two officers who answer, each their own, while five hundred comments arrive are never refused', async () => {
  await arrive(150)
  await hearing.settled()
  const waiting = await open()
  const refused: string[] = []
  const send = async (who: string, url: string, body: object) => {
    const got = await hearing.product.call(who, 'POST', url, body)
    if (got.statusCode !== 200) refused.push(`${who} ${got.statusCode} ${got.body}`)
  }
  const answer = (who: string) => send(who, path(`/${waiting.pop()}/answer`), ANSWER)
  const group = () =>
    send(COLLEAGUE, `/api/matters/${hearing.matter}/themes`, { ...THEME, comments: waiting.splice(0, 10) })
  for (let arrived = 0; arrived < ARRIVING; arrived += 20) {
    // The dispatcher counts what comes while both answer; nobody waits for it.
    const answers = [CAST.comments, COLLEAGUE, CAST.comments, COLLEAGUE].map(answer)
    await Promise.all([arrive(20), ...answers, ...(arrived % 100 === 0 ? [group()] : [])])
  }
  await hearing.settled()
  expect(refused).toEqual([])
  const { whole, parts } = await loadBalances(hearing.product.ports.matters, hearing.matter)
  expect(whole).toMatchObject({ received: ARRIVING + 150, summarised: 100, grouped: 50, open: ARRIVING })
  expect(parts.every(holds)).toBe(true)
  expect(await hearing.dispatcher.deadLetters.list()).toEqual([])
  expect(await findings()).toEqual([])
})

it('an officer whose colleague answered that very comment at the same moment is told who did, and when', async () => {
  await arrive(1)
  await hearing.settled()
  const [id] = await open()
  const got = await Promise.all(
    [CAST.comments, COLLEAGUE].map((who) => hearing.product.call(who, 'POST', path(`/${id}/answer`), ANSWER)),
  )
  expect(got.map((g) => g.statusCode).sort()).toEqual([200, 409])
  const first = got[0]?.statusCode === 200 ? '示例·信意见' : '示例·张意见'
  expect(got.find((g) => g.statusCode === 409)?.json).toMatchObject({
    code: 'changed',
    detail: expect.stringMatching(new RegExp(`^${first}于2026年11月24日.*09:00办理过这条意见`)),
    changedBy: first,
    changedAt: '2026-11-24T01:00:00.000Z',
  })
  expect(await findings()).toEqual([])
})
