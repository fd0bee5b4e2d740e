import { describe, expect, it } from 'vitest'
import { register } from '../seed/register.ts'
import { officeBeside } from './beside.ts'

describe('the offices beside the one that files', () => {
  const organs = register()
  const offices = organs.filter((organ) => organ.kind === 'office')

  it('are in the register, in every place where matters are filed', () => {
    expect(offices.length).toBeGreaterThan(6)
    for (const { code } of offices) {
      const names = (['petitions', 'discipline'] as const).map((which) => {
        return organs.find((organ) => organ.code === officeBeside(code, which))?.name
      })
      expect(names).toEqual([expect.stringMatching(/信访局$/), expect.stringMatching(/纪委监委$/)])
    }
  })

  it('stand beside no other body: a township has no petitions office that anybody guessed', () => {
    expect(() => officeBeside('620702100', 'petitions')).toThrow()
  })
})
