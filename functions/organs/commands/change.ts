import { isDeepStrictEqual } from 'node:util'
import type { EventRow } from '../../../shared/events/chain.ts'
import { change, type Decided, demandSeen, type LastTouch, type Subject } from '../../../shared/events/change.ts'
import type { Actor } from '../../../shared/identity/actor.ts'
import { by } from '../../../shared/identity/by.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Table } from '../../../shared/table/table.ts'
import type { Account } from '../domain/account.ts'
import type { Post } from '../domain/post.ts'
import { readPost } from '../reads/register.ts'
import {
  accountState,
  accountSubject,
  type Fact,
  keys,
  type OrganSubject,
  organSubject,
  postChange,
  type Stored,
} from '../store.ts'
import { type Deps, demandManaged } from './deps.ts'
import { type Message, messageWrite } from './message.ts'

/** What a command makes of a post or an account; nothing when the wish is fulfilled already. */
interface Wished<T> extends Pick<Fact, 'type' | 'data'> {
  readonly after: T
  /** To whoever comes into the post. */
  readonly message?: Message
}

/**
 * Changes one post of an organ. While other posts of the organ change it is decided again; of this post, the second
 * person is told who changed it and when.
 * @returns the post as it is now
 */
export async function changePost(
  deps: Deps,
  actor: Actor,
  at: { readonly organ: string; readonly post: string },
  decide: (organ: OrganSubject, before: Post | undefined, now: Date) => Promise<Wished<Post> | undefined>,
): Promise<Post> {
  let result: Post | undefined
  const { sk } = keys.post(at.post)
  await changeWatched(deps.table, organSubject(at.organ), sk, async (stored) => {
    const subject = demandManaged(actor, stored)
    const before = await readPost(deps.table, at.post)
    result = before
    return {
      watched: before,
      async decide() {
        const now = deps.now()
        const wished = await decide(subject, before, now)
        if (!wished) return undefined
        const { after, message, type, data } = wished
        result = after
        const messages = message ? [messageWrite(deps, subject, after, message, now)] : []
        return postChange(subject, after, { type, data, by: by(actor), at: now.toISOString() }, messages)
      },
    }
  })
  return result as Post
}

/**
 * Changes a person's account. Decided again while what the wish is about (`watched`) is as it was.
 * @returns the account as it is now
 */
export async function changeAccount(
  deps: Deps,
  actor: Actor,
  id: string,
  watched: (before: Account | undefined) => unknown,
  decide: (before: Account | undefined, now: Date) => Wished<Account> | undefined,
): Promise<Account> {
  let result: Account | undefined
  await changeWatched(deps.table, accountSubject(id), 'HEAD', async (stored) => {
    result = stored?.state
    return {
      watched: watched(stored?.state),
      async decide() {
        const now = deps.now()
        const wished = decide(stored?.state, now)
        if (!wished) return undefined
        const { after, type, data } = wished
        result = after
        return { type, data, by: by(actor), at: now.toISOString(), state: accountState(after) }
      },
    }
  })
  return result as Account
}

interface Attempt {
  /** What the person's wish is about, as it is stored now. */
  readonly watched: unknown
  readonly decide: () => Promise<Decided | undefined>
}

/** @throws Refusal `changed` when what the wish is about was changed by somebody else, unless they did the same */
async function changeWatched<S>(
  table: Table,
  subject: Subject<Stored<S> | undefined>,
  sk: string,
  attempt: (stored: Stored<S> | undefined) => Promise<Attempt>,
): Promise<void> {
  let first: { readonly version: number; readonly watched: unknown } | undefined
  await change(table, subject, async (stored) => {
    const { watched, decide } = await attempt(stored)
    const version = stored?.head.version ?? 0
    first ??= { version, watched }
    if (isDeepStrictEqual(first.watched, watched)) return decide()
    if (!(await isFulfilled(decide))) demandSeen(first.version, version, await lastTouch(table, subject.pk, sk))
    return undefined
  })
}

async function isFulfilled(decide: Attempt['decide']): Promise<boolean> {
  try {
    return (await decide()) === undefined
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

/** Who last changed a row of a chain: asked by whoever has just lost a race for it, so it is among the latest events. */
async function lastTouch(table: Pick<Table, 'query'>, pk: string, sk: string): Promise<LastTouch | undefined> {
  const latest = await table.query({ pk, prefix: 'EVENT#', reverse: true, limit: 50 })
  const event = (latest.items as readonly EventRow[]).find(({ rows }) => rows[sk] !== undefined)
  return event && { by: String(event.by.name), at: event.at }
}
