import { beforeEach, describe, expect, it } from 'vitest'
import { type Clause, GuardFailed, type Item, TableLimit, type When, type Write } from '../table.ts'
import { errorOf, freshPk, type Opened } from './subject.ts'

export function guardsContract(subject: () => Opened): void {
  describe('guards', () => {
    let stored: Item
    beforeEach(async () => {
      stored = { pk: freshPk(), sk: 'A', version: 3, state: 'filed', nothing: null, open: true, kind: '\uFF01' }
      await commit({ put: stored, when: 'absent' })
    })
    const commit = (...writes: Write[]) => subject().table.commit(writes)
    const now = () => subject().table.get(stored)
    const next = () => ({ ...stored, version: 4 })

    async function expectHeld(when: When): Promise<void> {
      await commit({ put: next(), when })
      expect(await now()).toEqual(next())
    }
    async function expectFailed(write: Write, ...shown: [] | [current: undefined]): Promise<void> {
      const error = await errorOf(commit(write))
      expect(error).toBeInstanceOf(GuardFailed)
      expect((error as GuardFailed).failures).toEqual([{ index: 0, current: shown.length === 0 ? stored : undefined }])
      expect(await now()).toEqual(stored)
    }

    it('absent: the first writer wins and the second is shown what is there', async () => {
      await expectFailed({ put: next(), when: 'absent' })
    })

    it('present: nobody brings back what was removed', async () => {
      await expectHeld('present')
      await commit({ delete: stored, when: 'present' })
      expect(await now()).toBeUndefined()
      const error = await errorOf(commit({ put: stored, when: 'present' }))
      expect((error as GuardFailed).failures).toEqual([{ index: 0, current: undefined }])
      expect((await errorOf(commit({ delete: stored, when: 'present' }))) as Error).toBeInstanceOf(GuardFailed)
    })

    it('any: puts over what is there, and removes what is not', async () => {
      await expectHeld('any')
      await commit({ delete: stored, when: 'any' })
      await commit({ delete: stored, when: 'any' })
      expect(await now()).toBeUndefined()
    })

    const holding: Record<string, Clause[]> = {
      'is, for a number': [{ attribute: 'version', is: 3 }],
      'is, for a text': [{ attribute: 'state', is: 'filed' }],
      'is, for null': [{ attribute: 'nothing', is: null }],
      'is, for a boolean': [{ attribute: 'open', is: true }],
      oneOf: [{ attribute: 'state', oneOf: ['decided', 'filed'] }],
      'oneOf, with a hundred values': [{ attribute: 'version', oneOf: Array.from({ length: 100 }, (_, i) => i) }],
      'atMost, for a number': [{ attribute: 'version', atMost: 3 }],
      'atMost, for a text, in UTF-8 order': [{ attribute: 'kind', atMost: '𠮷' }],
      missing: [{ attribute: 'sealed', missing: true }],
      'missing, though every object of JavaScript has it': [{ attribute: 'constructor', missing: true }],
      'several at once': [
        { attribute: 'version', is: 3 },
        { attribute: 'state', oneOf: ['filed'] },
        { attribute: 'sealed', missing: true },
      ],
      'a key attribute': [{ attribute: 'sk', is: 'A' }],
      'none: the same as present': [],
    }
    it.each(Object.entries(holding))('hold: %s', async (_, when) => expectHeld(when))

    const failing: Record<string, Clause[]> = {
      'another number': [{ attribute: 'version', is: 2 }],
      'a number is not its text': [{ attribute: 'version', is: '3' }],
      'a text is not a number': [{ attribute: 'state', is: 3 }],
      'null is not absent': [{ attribute: 'sealed', is: null }],
      'absent is not missing when it is null': [{ attribute: 'nothing', missing: true }],
      'null is not false': [{ attribute: 'nothing', is: false }],
      'none of several': [{ attribute: 'state', oneOf: ['decided', 'archived'] }],
      'more than at most': [{ attribute: 'version', atMost: 2 }],
      'a text is not at most a number': [{ attribute: 'state', atMost: 9 }],
      'a number is not at most a text': [{ attribute: 'version', atMost: '9' }],
      'nothing is at most anything when absent': [{ attribute: 'sealed', atMost: 9 }],
      'an attribute that every object of JavaScript has': [{ attribute: 'constructor', is: 'x' }],
      'one of two': [
        { attribute: 'version', is: 3 },
        { attribute: 'state', is: 'decided' },
      ],
    }
    it.each(Object.entries(failing))('fail: %s', async (_, when) => {
      await expectFailed({ put: next(), when })
      await expectFailed({ delete: stored, when })
      await expectFailed({ check: stored, when })
    })

    it('made of clauses fail where there is no item, even when all that is demanded is that something be missing', async () => {
      const nowhere = { pk: stored.pk, sk: 'B' }
      for (const when of [[], [{ attribute: 'sealed', missing: true }]] as const) {
        await expectFailed({ put: nowhere, when }, undefined)
        await expectFailed({ delete: nowhere, when }, undefined)
        await expectFailed({ check: nowhere, when }, undefined)
      }
    })

    it('let a check alone pass and change nothing', async () => {
      await commit({ check: stored, when: [{ attribute: 'version', is: 3 }] })
      await commit({ check: { pk: stored.pk, sk: 'B' }, when: 'absent' })
      expect(await now()).toEqual(stored)
    })

    it('take nothing but values that can be stored, and one to a hundred alternatives', async () => {
      for (const clause of [
        { attribute: 'version', is: 0.5 },
        { attribute: 'state', is: '\uD83D' },
        { attribute: '\uD83D', is: 1 },
        { attribute: 'version', atMost: 2 ** 53 },
        { attribute: 'version', oneOf: [] },
        { attribute: 'version', oneOf: Array.from({ length: 101 }, (_, i) => i) },
      ]) {
        await expect(commit({ put: next(), when: [clause] })).rejects.toThrow(TableLimit)
      }
    })

    it('let one of many who act at once through', async () => {
      const attempts = Array.from({ length: 10 }, (_, i) =>
        commit({ put: { ...stored, version: 4, by: i }, when: [{ attribute: 'version', is: 3 }] }).then(
          () => i,
          () => undefined,
        ),
      )
      const winners = (await Promise.all(attempts)).filter((i) => i !== undefined)
      expect(winners).toHaveLength(1)
      expect((await now())?.by).toBe(winners[0])
    })
  })
}
