import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openProduct, type Product } from '../test/support/product.ts'
import { assessing, paper } from '../test/support/steps.ts'
import { TRANSITIONS, type TransitionName } from './matters/domain/transitions.ts'
import { loadMatter, type MatterHead } from './matters/offers.ts'
import { MOST_CHECKS } from './matters/part.ts'
import { FEATURES, withParts } from './parts.ts'

describe('the parts of all features in a matter', () => {
  let product: Product
  beforeEach(async () => {
    product = await openProduct()
  })
  afterEach(() => product.close())
  const parts = () => withParts(product.ports).parts

  it('leave a commit room for the step itself, whatever they all demand', () => {
    const most = parts().map((part) => part.mostChecks)
    expect(most.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(MOST_CHECKS)
  })

  it('bring no more checks than they said', async () => {
    const { id } = await assessing(product)
    await paper(product, 'lj-filer', id)
    const matter = (await loadMatter(product.ports.matters, id)) as MatterHead
    let brought = 0
    for (const part of parts())
      for (const step of Object.keys(TRANSITIONS) as TransitionName[]) {
        const checks = (await part.demands[step]?.(matter))?.checks ?? []
        expect(checks.length).toBeLessThanOrEqual(part.mostChecks)
        brought += checks.length
      }
    expect(brought).toBeGreaterThan(16) // a tally for each shard at least: else nothing was asked
  })

  it('say each kind of event once: two sentences for one would be a matter of luck', () => {
    const said = parts().flatMap((part) => Object.keys(part.sentences))
    expect(new Set(said).size).toBe(said.length)
    expect(FEATURES.length).toBeGreaterThan(parts().length)
  })
})
