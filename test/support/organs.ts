import { ulid } from 'ulid'
import { actorSource } from '../../functions/organs/offers.ts'
import { seedOrgans } from '../../functions/organs/seed/seed.ts'
import type { Actor } from '../../shared/identity/actor.ts'
import { inboxNotifier } from '../../shared/notify/inbox.ts'
import { MATTERS } from '../../shared/table/definition.ts'
import { type HandClock, handClock } from './clock.ts'
import { memoryStore } from './store.ts'

/** Zhangye with its demo people, in a real store, on a morning in November; `as` gives a person in a post. */
export async function demoOrgans(start = '2026-11-24T09:00:00+08:00') {
  const clock: HandClock = handClock(start)
  const store = memoryStore(clock.now)
  const table = store.table(MATTERS.name)
  await seedOrgans({ table, now: clock.now, demo: true })
  const source = actorSource({ table, now: clock.now })
  const as = (account: string, post?: string): Promise<Actor> => source.actorOf(account, post, 'anyone')
  const deps = { table, now: clock.now, newId: () => ulid(clock.now().getTime()), notifier: inboxNotifier() }
  return { clock, store, table, source, as, deps }
}
