import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogueOf } from './catalogue.ts'
import { checklist } from './completeness.ts'
import { Document, downloadName } from './document.ts'
import { DOCUMENT_KINDS, ORIGINALS_ONLY, SOURCES } from './kinds.ts'

const SHA = 'a'.repeat(64)

function paper(id: string, more: Record<string, unknown> = {}): Document {
  return Document.parse({
    id,
    matter: 'WP-620702100-2026-0001',
    kind: 'report',
    title: '报告',
    responsible: '梁家墩镇',
    number: '',
    source: 'born-digital',
    eventDate: '2026-11-20',
    filename: '报告.PDF',
    promised: { size: 1, contentType: 'application/pdf', sha256: SHA },
    restricted: false,
    noSecrets: true,
    uploadedBy: 'lj-filer',
    uploadedByName: '示例·田报送',
    uploadedByOrgan: '620702100',
    announcedAt: '2026-11-24T01:00:00.000Z',
    late: false,
    version: 1,
    replaces: '',
    replaceReason: '',
    state: 'verified',
    file: {
      size: 1,
      contentType: 'application/pdf',
      sha256: SHA,
      version: '1',
      pages: 1,
      capturedAt: '2026-11-24T01:00:00.000Z',
      term: 'D30',
      retainUntil: '2057-01-01',
    },
    replacedBy: '',
    lapsed: '',
    reason: '原因',
    quarantinedAt: '',
    withdrawnBy: '',
    withdrawnByName: '',
    withdrawnAt: '',
    ...more,
  })
}

const papers = fc.uniqueArray(
  fc.record({
    id: fc.stringMatching(/^[0-9A-Z]{26}$/),
    kind: fc.constantFrom(...DOCUMENT_KINDS),
    source: fc.constantFrom(...SOURCES),
    state: fc.constantFrom('awaiting', 'verified', 'quarantined', 'withdrawn'),
    eventDate: fc.constantFrom('2026-01-02', '2026-11-20', '2025-12-31'),
  }),
  { selector: ({ id }) => id, maxLength: 30 },
)
const GENERAL = { tracks: ['zhangye-local'], procedure: 'general' } as const

describe('the catalogue', () => {
  it('numbers what is in the volume from one on, whatever the order of arrival, and lists everything', () => {
    fc.assert(
      fc.property(papers, (many) => {
        const documents = many.map(({ id, ...more }) => paper(id, more))
        const lines = catalogueOf(documents)
        expect(lines.map(({ document }) => document.id).sort()).toEqual(documents.map(({ id }) => id).sort())
        const numbered = lines.filter(({ order }) => order !== null)
        expect(numbered.map(({ order }) => order)).toEqual(numbered.map((_, i) => i + 1))
        expect(numbered.every(({ document }) => document.state === 'verified')).toBe(true)
        expect(catalogueOf([...documents].reverse())).toEqual(lines)
      }),
    )
  })

  it('writes dates with eight digits and leaves pages blank where nobody knows', () => {
    const [line] = catalogueOf([paper('A', { state: 'awaiting' })])
    expect(line).toMatchObject({ order: null, date: '20261120', pages: null, remark: '等待上传' })
  })

  it('names a correction on both lines', () => {
    const old = paper('A', { replacedBy: 'B' })
    const lines = catalogueOf([paper('B', { replaces: 'A', replaceReason: '数字有误' }), old])
    expect(lines.map(({ remark }) => remark)).toEqual(['已由第 2 件替换', '替换第 1 件:数字有误'])
  })
})

describe('the checklist', () => {
  const missing = (matter: Parameters<typeof checklist>[0]) =>
    checklist(matter, []).flatMap(({ kind, present }) => (present ? [] : [kind]))

  it('demands the seed’s eight in the general procedure, and fewer in the simple one', () => {
    const eight = ['report', 'filing-form', 'visit', 'hearing', 'expert', 'opinion', 'meeting', 'media']
    expect(missing(GENERAL)).toEqual([...eight, 'plan'])
    const simple = missing({ ...GENERAL, procedure: 'simple' })
    expect(simple).toEqual(['report', 'filing-form', 'visit', 'opinion', 'media'])
  })

  it('adds what the law demands of an administrative decision', () => {
    const kinds = missing({ tracks: ['admin-decision'], procedure: 'simple' })
    expect(kinds).toEqual(expect.arrayContaining(['notice-evidence', 'legality']))
  })

  it('counts a paper only when it is current, and a record only when it is an original', () => {
    fc.assert(
      fc.property(papers, (many) => {
        const documents = many.map(({ id, ...more }) => paper(id, more))
        for (const { kind, present } of checklist(GENERAL, documents)) {
          const counts = documents.some(
            (one) =>
              one.kind === kind &&
              one.state === 'verified' &&
              !(ORIGINALS_ONLY.has(kind) && one.source === 'transcription'),
          )
          expect(present).toBe(counts)
        }
      }),
    )
    const replaced = checklist(GENERAL, [paper('A', { replacedBy: 'B' })])
    expect(replaced[0]).toMatchObject({ kind: 'report', present: false, gap: '缺' })
  })
})

describe('the name under which a paper is downloaded', () => {
  it.each([
    ['报告', '示例·某人的报告.PDF', '报告.pdf'],
    ['报告.pdf', 'x.pdf', '报告.pdf'],
    ['报告', '没有后缀', '报告'],
  ])('of 「%s」 uploaded as %s is %s', (title, filename, name) => {
    expect(downloadName(paper('A', { title, filename }))).toBe(name)
  })
})
