import { expect, it } from 'vitest'
import { inert } from '../test/support/inert.ts'
import { MOST_CHECKS } from './matters/part.ts'
import { withParts } from './parts.ts'

it('the checks of all parts before one step leave room in its commit for what the step itself writes', () => {
  const { parts } = withParts(inert)
  const most = parts.reduce((sum, part) => sum + part.mostChecks, 0)
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThanOrEqual(MOST_CHECKS)
})
