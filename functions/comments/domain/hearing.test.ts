import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../shared/identity/actor.ts'
import { officeBeside as beside } from '../../organs/offers.ts'
import { demandHearer, hearingOrgan, receivingOrgan } from './hearing.ts'

const MATTER = {
  organ: { code: '620702100', path: '6207/620702/620702100' },
  authority: { code: '620702-PLC' },
  superior: { code: '6207-PLC' },
}
const officer = (organ: string, scope: string): Actor => ({
  account: 'x',
  name: '示例·某',
  post: `${organ}.comment-officer`,
  duty: 'comment-officer',
  organ,
  organName: '',
  organPath: '',
  scope,
})

describe('who hears the people', () => {
  it('is the petitions office of the place that files, unless told otherwise', () => {
    expect(hearingOrgan(MATTER, beside)).toBe('620702-XFJ')
  })

  it('is the office above when the matter is its own, and so with accusations', () => {
    const by = (code: string) => ({ ...MATTER, organ: { code, path: `6207/620702/${code}` } })
    expect(hearingOrgan(by('620702-XFJ'), beside)).toBe('6207-XFJ')
    expect(receivingOrgan(by('620702-JW'), beside)).toBe('6207-JW')
    expect(receivingOrgan(by('620702-XFJ'), beside)).toBe('620702-JW')
  })

  it('is an officer who oversees the place', () => {
    expect(() => demandHearer(officer('620702-XFJ', '6207/620702'), MATTER)).not.toThrow()
    expect(() => demandHearer(officer('6207-XFJ', '6207'), MATTER)).not.toThrow()
  })

  it('is never the filing body itself', () => {
    expect(() => demandHearer(officer('620702100', '6207/620702/620702100'), MATTER)).toThrow(
      expect.objectContaining({ code: 'forbidden' }),
    )
  })

  it.each([
    ['a neighbouring county', '620724-XFJ', '6207/620724'],
    ['a place whose code starts alike', '62070210', '6207/620702/62070210'],
    ['a part of the place', '620702100-X', '6207/620702/620702100/x'],
  ])('is nobody of %s, who is not told that the matter exists', (_, organ, scope) => {
    expect(() => demandHearer(officer(organ, scope), MATTER)).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})
