import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Life } from '../../matters/domain/life.ts'
import { STAMPS } from '../../matters/domain/stamps.ts'
import { demandStamp, nextStamp, type Stamp, type Stamps } from './stamps.ts'

const stamp = (account: string, formHash = 'h'): Stamp => ({
  formHash,
  account,
  name: account,
  post: '',
  organName: '',
  at: '',
  way: 'desk',
  opinion: '',
  scan: '',
  broughtBy: '',
})
const reported: Life = {
  state: 'reported',
  author: 'writer',
  formHash: 'h',
  revision: 1,
  after: 'assessing',
  notice: 'n',
}
const accepted: Life = {
  state: 'accepted',
  author: 'writer',
  formHash: 'h',
  revision: 1,
  acceptedBy: 'reviewer',
  notice: 'n',
}
const two: Stamps = { assessor: stamp('a'), decision: stamp('d') }
const three: Stamps = { ...two, office: stamp('o') }

type Case = [string, (typeof STAMPS)[number], Life, Stamps, string, string | undefined]
const cases: Case[] = [
  ['the organ’s leader stamps first', 'assessor', reported, {}, 'a', undefined],
  ['the deciding department waits for the assessor', 'decision', reported, {}, 'd', '请先由「评估单位'],
  ['the deciding department follows', 'decision', reported, { assessor: stamp('a') }, 'd', undefined],
  ['the writer never stamps', 'assessor', reported, {}, 'writer', '完成报告的人'],
  ['nobody stamps twice', 'decision', reported, { assessor: stamp('a') }, 'a', '不能由一个人签两处'],
  ['a set stamp stays', 'assessor', reported, two, 'x', '已经签过了'],
  ['the office waits for acceptance', 'office', reported, two, 'o', '现在还不能签'],
  ['the office stamps after acceptance', 'office', accepted, two, 'o', undefined],
  ['the reviewer who accepted does not stamp', 'office', accepted, two, 'reviewer', '受理审查的人'],
  ['the level above comes last', 'superior', accepted, two, 's', '请先由「本级政法委意见'],
  ['the level above closes the row', 'superior', accepted, three, 's', undefined],
  [
    'a stamp on another form does not count',
    'decision',
    reported,
    { assessor: stamp('a', 'old') },
    'd',
    '请先由「评估单位',
  ],
]

describe('the four stamps', () => {
  it.each(cases)('%s', (_what, name, life, stamps, account, refusal) => {
    const act = () => demandStamp(name, { life, stamps, hasSuperior: true, account })
    if (refusal) expect(act).toThrow(refusal)
    else expect(act).not.toThrow()
  })

  it('whoever brought the paper does not confirm it', () => {
    const act = () =>
      demandStamp('assessor', { life: reported, stamps: {}, hasSuperior: true, account: 'a', paperBroughtBy: 'a' })
    expect(act).toThrow('上传签章扫描件的人不能自己核对')
  })

  it('an authority with nobody above it asks for three', () => {
    expect(nextStamp(three, 'h', false)).toBeUndefined()
    expect(nextStamp(three, 'h', true)).toBe('superior')
  })

  it('whatever people try in whatever order, a full row is four different people who neither wrote nor accepted', () => {
    const people = ['writer', 'reviewer', 'a', 'b', 'c', 'd', 'e']
    const tries = fc.array(fc.tuple(fc.constantFrom(...STAMPS), fc.constantFrom(...people)), { maxLength: 60 })
    fc.assert(
      fc.property(tries, (all) => {
        let stamps: Stamps = {}
        for (const [name, account] of all) {
          const life = nextStamp(stamps, 'h', true) === 'assessor' || !stamps.decision ? reported : accepted
          try {
            demandStamp(name, { life, stamps, hasSuperior: true, account })
            stamps = { ...stamps, [name]: stamp(account) }
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal)
          }
        }
        const set = STAMPS.filter((s) => stamps[s])
        expect(set).toEqual(STAMPS.slice(0, set.length))
        const who = set.map((s) => (stamps[s] as Stamp).account)
        expect(new Set(who).size).toBe(who.length)
        expect(who).not.toContain('writer')
        if (stamps.office) expect([stamps.office.account, stamps.superior?.account]).not.toContain('reviewer')
      }),
    )
  })
})
