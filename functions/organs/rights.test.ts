import { describe, expect, it } from 'vitest'
import { DUTIES, type Duty } from '../../shared/identity/duty.ts'
import { demandLendable } from './domain/lending.ts'
import type { Organ } from './domain/organ.ts'
import { demandFits, scopeOf } from './domain/scope.ts'
import { demandSeparation } from './domain/separation.ts'
import { register } from './seed/register.ts'

const organs = new Map(register().map((one) => [one.code, one]))
const organ = (code: string) => organs.get(code) as Organ

describe('what a post sees', () => {
  it.each<[string, Duty, string]>([
    ['620702100', 'filer', '6207/620702/620702100'],
    ['620702100', 'comment-officer', '6207/620702/620702100'],
    ['620702-JTJ', 'leader', '6207/620702/620702-JTJ'],
    ['620702-FGJ', 'filer', '6207/620702/620702-FGJ'],
    ['620702-FGJ', 'approver', '6207/620702'],
    ['620702-ZFB', 'gatekeeper', '6207/620702'],
    ['620702-XFJ', 'comment-officer', '6207/620702'],
    ['620702-PLC', 'reviewer', '6207/620702'],
    ['620702-PLC', 'leader', '6207/620702'],
    ['6207-PLC', 'leader', '6207'],
    ['6207-JW', 'auditor', '6207'],
  ])('in %s as %s is %s', (code, duty, scope) => {
    expect(scopeOf(duty, organ(code))).toBe(scope)
  })

  it('is never outside the organ’s own government', () => {
    for (const one of organs.values())
      for (const duty of DUTIES) expect(one.path.startsWith(scopeOf(duty, one))).toBe(true)
  })
})

describe('which duty belongs where', () => {
  it.each<[Duty, string, boolean]>([
    ['reviewer', '620702-PLC', true],
    ['reviewer', '620702100', false],
    ['gatekeeper', '620702-DWB', true],
    ['gatekeeper', '620702-PLC', false],
    ['approver', '620702-FGJ', true],
    ['approver', '620702100', false],
    ['filer', '620725402', true],
  ])('%s in %s: %s', (duty, code, fits) => {
    const run = () => demandFits(duty, organ(code))
    if (fits) expect(run).not.toThrow()
    else expect(run).toThrow(/不设/)
  })

  it('an auditor does nothing else, and nobody else audits', () => {
    expect(() => demandSeparation('auditor', ['administrator'])).toThrow(/审计员/)
    expect(() => demandSeparation('filer', ['archivist', 'auditor'])).toThrow(/审计员/)
    expect(() => demandSeparation('filer', ['archivist', 'leader'])).not.toThrow()
    expect(() => demandSeparation('auditor', ['auditor'])).not.toThrow()
  })
})

describe('lending people', () => {
  it.each([
    ['6207-PLC', '620702-PLC', true],
    ['6207-PLC', '620702100', true],
    ['620702-PLC', '620702100', true],
    ['620702', '620702100', true],
    ['620702-PLC', '620702-JTJ', false],
    ['620702-PLC', '620724105', false],
    ['620702', '620724105', false],
    ['620702-PLC', '6207-PLC', false],
    ['620702100', '620702101', false],
  ])('from %s to %s: %s', (from, to, may) => {
    const run = () => demandLendable(organ(from), organ(to))
    if (may) expect(run).not.toThrow()
    else expect(run).toThrow(/上级/)
  })
})
