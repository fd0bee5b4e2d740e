import { expect, it } from 'vitest'
import { passwordFits, passwordHash } from './passwords.ts'

it('a password fits however its letters are composed, and no other does', async () => {
  const stored = await passwordHash('麦子é')
  expect(await passwordFits(stored, '麦子e\u0301')).toBe(true)
  expect(await passwordFits(stored, '麦子e')).toBe(false)
})

it('one that is longer than anybody may choose fits nothing, and costs nothing', async () => {
  const long = 'a'.repeat(61)
  expect(await passwordFits(await passwordHash(long), long)).toBe(false)
  // Bringing this into one form would take hours.
  const accents = `a${'\u0300'.repeat(2_000_000)}${'\u0316'.repeat(2_000_000)}`
  expect(await passwordFits(await passwordHash('口令'), accents)).toBe(false)
})
