import { expect, it } from 'vitest'
import { demoOrgans } from '../../../test/support/organs.ts'
import { filingPart } from '../../filing/part.ts'
import type { Matter } from '../../matters/offers.ts'
import { noticesPart } from '../part.ts'
import { stepsOf } from './steps.ts'

const { table } = await demoOrgans()
const parts = [filingPart(table), noticesPart]
const REPORT = { author: 'a', formHash: 'h', revision: 1, notice: 'n' }
const LIVES: readonly (readonly [Matter['life'], string])[] = [
  [
    { state: 'registered' },
    '登记 past 09:00 · 公示并征求意见 here 10:00 · 评估风险、研究意见 ahead · 报备审查 ahead · 备案 ahead',
  ],
  [
    { state: 'consulting', notice: 'n', closesAt: '2026-04-01T16:00:00.000Z' },
    '登记 past 09:00 · 公示并征求意见 here 10:00 · 评估风险、研究意见 ahead · 报备审查 ahead · 备案 ahead',
  ],
  [
    { state: 'assessing', notice: 'n', reason: '' },
    '登记 past 09:00 · 公示并征求意见 past 10:00 · 评估风险、研究意见 here 11:00 · 报备审查 ahead · 备案 ahead',
  ],
  [
    { state: 'accepted', ...REPORT, acceptedBy: 'b' },
    '登记 past 09:00 · 公示并征求意见 past 10:00 · 评估风险、研究意见 past · 报备审查 here 11:00 · 备案 ahead',
  ],
  [
    { state: 'returned', notice: 'n' },
    '登记 past 09:00 · 公示并征求意见 past 10:00 · 评估风险、研究意见 here 11:00 · 报备审查 ahead · 备案 ahead',
  ],
  [
    { state: 'filed', ...REPORT, filingNumber: 'x', opinion: 'agreed', remark: '' },
    '登记 past 09:00 · 公示并征求意见 past 10:00 · 评估风险、研究意见 past · 报备审查 past · 备案 past 11:00',
  ],
  [
    { state: 'cancelled', reason: '不办了' },
    '登记 past 09:00 · 公示并征求意见 past 10:00 · 评估风险、研究意见 ahead · 报备审查 ahead · 备案 ahead',
  ],
]

it.each(LIVES)('everybody is told how far a matter has come: $state', (life, told) => {
  const matter = { life, registeredAt: '2026-03-01T01:00:00.000Z', since: '2026-03-01T03:00:00.000Z' }
  const steps = stepsOf(parts, matter, { publishedAt: '2026-03-01T02:00:00.000Z' })
  const shown = steps.map(({ name, state, at }) => [name, state, at.match(/\d\d:\d\d/)?.[0]].filter(Boolean).join(' '))
  expect(shown.join(' · ')).toBe(told)
})
