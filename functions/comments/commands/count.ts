import { rowHash } from '../../../shared/events/chain.ts'
import type { Ports } from '../../../shared/ports.ts'
import { GuardFailed, type Item, type Write } from '../../../shared/table/table.ts'
import { loadMatter, type Matter, todoPk } from '../../filing/contract.ts'
import { Balance, type Bucket, EMPTY, moved, received } from '../domain/balance.ts'
import { hearingOrgan } from '../domain/hearing.ts'
import { balanceKey, Comment, SEALED, Seen, seenKey, todoKey } from '../store.ts'

type Deps = Pick<Ports, 'matters' | 'now'>

const TRIES = 30

/** A row that came in, counted: whatever is delivered twice is counted once. */
export async function onRow(deps: Deps, row: Item): Promise<void> {
  if (row.type === 'comments.withdrawn') return onWithdrawn(deps, String(row.matter), String(row.id))
  const comment = Comment.parse(row)
  if (comment.sealed) return onSealed(deps, comment, row)
  const seen: Seen = {
    id: comment.id,
    shard: comment.shard,
    day: comment.day,
    bucket: 'underReview',
    open: true,
    commitment: comment.commitment,
    hash: rowHash(row),
  }
  await retrying(async () => {
    if (await deps.matters.get(seenKey(comment.matter, comment.id))) return
    const balance = await changeOf(deps, comment.matter, comment.shard, (b) => received(b, comment))
    const put = { ...seenKey(comment.matter, comment.id), ...seen }
    await deps.matters.commit([{ put, when: 'absent' }, balance, ...(await todoWrites(deps, comment.matter))])
  })
}

/** One ledger for the city: a matter's own numbers say nothing of an accusation against its body. */
async function onSealed(deps: Deps, comment: Comment, row: Item): Promise<void> {
  const { id, day, commitment, matter, shard } = comment
  const put = { pk: SEALED, sk: `${day}#${id}`, id, day, commitment, matter, shard, hash: rowHash(row) }
  await retrying(() => deps.matters.commit([{ put, when: 'absent' }]).catch(already))
}

async function onWithdrawn(deps: Deps, matter: string, id: string): Promise<void> {
  await retrying(async () => {
    const item = await deps.matters.get(seenKey(matter, id))
    if (!item) throw new Error('withdrawn before it was counted') // tried again by the queue
    const seen = Seen.parse(item)
    if (seen.bucket !== 'withdrawn') await deps.matters.commit(await moveWrites(deps, matter, seen, 'withdrawn'))
  })
}

/** The writes that take a comment to another place: part of the commit of whatever moves it. */
export async function moveWrites(deps: Deps, matter: string, seen: Seen, to: Bucket): Promise<Write[]> {
  const after: Seen = { ...seen, bucket: to, open: false }
  const guard = [
    { attribute: 'bucket', is: seen.bucket },
    { attribute: 'open', is: seen.open },
  ]
  return [
    { put: { ...seenKey(matter, seen.id), ...after }, when: guard },
    await changeOf(deps, matter, seen.shard, (b) => moved(b, seen.bucket, to, seen.open)),
  ]
}

/** The guarded change of one shard's sums; several moves of one shard in one commit are folded by the caller. */
export async function changeOf(
  deps: Deps,
  matter: string,
  shard: number,
  change: (b: Balance) => Balance,
): Promise<Write> {
  const item = await deps.matters.get(balanceKey(matter, shard))
  const n = item ? Number(item.n) : 0
  const after = change(item ? Balance.parse(item) : EMPTY)
  const put = { ...balanceKey(matter, shard), ...after, n: n + 1, updatedAt: deps.now().toISOString() }
  return { put, when: item ? [{ attribute: 'n', is: n }] : 'absent' }
}

/** Who hears the people has it on their list from the first comment on. */
async function todoWrites(deps: Deps, id: string): Promise<Write[]> {
  if (await deps.matters.get(todoKey(id))) return []
  const matter = await loadMatter(deps.matters, id)
  return matter ? [{ put: todoRow(matter, deps.now()), when: 'any' }] : []
}

function todoRow(matter: Matter, now: Date): Item {
  const organ = hearingOrgan(matter)
  const since = now.toISOString()
  return {
    ...todoKey(matter.id),
    matter: matter.id,
    title: matter.facts.title,
    name: 'answer-comments',
    organ,
    organName: '',
    duty: 'comment-officer',
    what: '办理群众意见',
    why: '有群众意见等待办理和答复',
    since,
    dueOn: '',
    organPk: todoPk(organ, 'comment-officer'),
    organSk: `${since}#${matter.id}#answer-comments`,
  }
}

/** Takes the to-do away when nothing is open any more. */
export async function settleTodo(deps: Deps, matter: string, open: number): Promise<void> {
  if (open === 0) await deps.matters.commit([{ delete: todoKey(matter), when: 'any' }]) // comes back with the next comment
}

async function retrying(act: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof GuardFailed) || tries === TRIES) throw error
    }
  }
}

function already(error: unknown): void {
  if (!(error instanceof GuardFailed)) throw error
}
