import { IDENTITIES, MATTERS } from '../../shared/table/definition.ts'
import { openStore, type Store } from '../../shared/table/sqlite/store.ts'

/** A real store that lives as long as the test. `file` for what must outlive a close. */
export function memoryStore(now: () => Date, file = ':memory:'): Store {
  return openStore({ file, definitions: [MATTERS, IDENTITIES], now })
}
