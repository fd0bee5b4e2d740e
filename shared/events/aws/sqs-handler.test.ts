import type { SQSRecord } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import { type Log, silent } from '../../observe/observe.ts'
import type { Notice } from '../events.ts'
import { sqsHandler } from './sqs-handler.ts'

const notice = (pk: string, seq: number): Notice => ({ group: pk, pk, sk: `EVENT#${seq}`, type: 'filing.changed', seq })
const record = (group: string, seq: number, body: string = JSON.stringify(notice(group, seq))) =>
  ({
    messageId: `${group}/${seq}`,
    body,
    attributes: { MessageGroupId: group, ApproximateReceiveCount: '2' },
  }) as unknown as SQSRecord

function handling(fails: (notice: Notice) => boolean, log: Log = silent) {
  const got: string[] = []
  const consume = async (n: Notice) => {
    got.push(`${n.pk}/${n.seq}`)
    if (fails(n)) throw new RangeError('马某某 (示例) 的内容')
  }
  return { got, handle: sqsHandler({ name: 'site', types: [], consume }, log) }
}

describe('a queue of notices', () => {
  it('fails a group from its first failure on, unbegun, and no other group', async () => {
    const { got, handle } = handling((n) => n.pk === 'A' && n.seq === 2)
    const answer = await handle({
      Records: [record('A', 1), record('B', 1), record('A', 2), record('A', 3), record('B', 2)],
    })
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'A/2' }, { itemIdentifier: 'A/3' }])
    expect(got.toSorted()).toEqual(['A/1', 'A/2', 'B/1', 'B/2'])
  })

  it('answers with no failures when all went well', async () => {
    const { handle } = handling(() => false)
    expect(await handle({ Records: [record('A', 1), record('A', 2)] })).toEqual({ batchItemFailures: [] })
  })

  it("reads a notice in SNS's envelope as well", async () => {
    const { got, handle } = handling(() => false)
    const Message = JSON.stringify(notice('A', 1))
    await handle({ Records: [record('A', 1, JSON.stringify({ Type: 'Notification', Message, TopicArn: 'x' }))] })
    expect(got).toEqual(['A/1'])
  })

  it.each([
    '',
    'not json',
    '[]',
    '{"pk":"A"}',
    JSON.stringify({ ...notice('A', 1), more: 1 }),
    JSON.stringify(notice('A', -1)),
  ])('fails a body that is no notice (%s), so that it ends as a dead letter', async (body) => {
    const { got, handle } = handling(() => false)
    expect((await handle({ Records: [record('A', 1, body)] })).batchItemFailures).toHaveLength(1)
    expect(got).toEqual([])
  })

  it('logs the name of what failed and the attempt, never its message', async () => {
    const logged: unknown[] = []
    const { handle } = handling(() => true, { ...silent, warn: (...all) => void logged.push(all) })
    await handle({ Records: [record('A', 1)] })
    expect(logged).toMatchObject([['RETRY', { consumer: 'site', attempt: 2, error: 'RangeError' }]])
    expect(JSON.stringify(logged)).not.toContain('马')
  })
})
