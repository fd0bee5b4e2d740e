import { afterAll, beforeAll, describe } from 'vitest'
import { commitsContract } from './contract/commits.ts'
import { guardsContract } from './contract/guards.ts'
import { indexesContract } from './contract/indexes.ts'
import { keysContract } from './contract/keys.ts'
import { manyContract } from './contract/many.ts'
import { pagesContract } from './contract/pages.ts'
import type { Open, Opened } from './contract/subject.ts'
import { valuesContract } from './contract/values.ts'

/**
 * What every table must do, whatever it is made of; each adapter's test runs it.
 * @param open a table with the definition MATTERS and no stream of interest; tests keep to partitions of their own
 */
export function tableContract(name: string, open: Open): void {
  describe(`${name}:`, () => {
    let opened: Opened
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened?.close())
    const subject = () => opened
    keysContract(subject)
    valuesContract(subject)
    guardsContract(subject)
    commitsContract(subject)
    pagesContract(subject)
    manyContract(subject)
    indexesContract(subject, open)
  })
}
