import { crank } from '../../../test/support/crank.ts'
import { memoryStore } from '../../../test/support/store.ts'
import { silent } from '../../observe/observe.ts'
import { feedWriter } from '../../table/sqlite/feed.ts'
import { eventsContract, type Rig } from '../events.contract.ts'
import type { Consumer } from '../events.ts'
import { LONGEST_WAIT } from './backoff.ts'
import { Dispatcher } from './dispatcher.ts'

eventsContract('one machine', async (): Promise<Rig> => {
  const clock = crank()
  const store = memoryStore(clock.now)
  let dispatcher: Dispatcher
  return {
    table: store.table('matters'),
    get deadLetters() {
      return dispatcher.deadLetters
    },
    async start(consumers: readonly Consumer[]) {
      dispatcher = new Dispatcher({ feed: store, consumers, now: clock.now, timer: clock.timer, log: silent })
      dispatcher.start()
    },
    settle: () => dispatcher.settled(),
    async later() {
      for (let attempt = 0; attempt < 8; attempt++) {
        clock.forward(LONGEST_WAIT)
        await dispatcher.settled()
      }
    },
    async repeat(notice) {
      feedWriter(store.database)(notice)
    },
    async close() {
      await dispatcher.stop()
      store.close()
    },
  }
})
