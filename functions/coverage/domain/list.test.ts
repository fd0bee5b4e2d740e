import { describe, expect, it } from 'vitest'
import { codeProblem, projectCode } from './code.ts'
import { decodeText } from './decode.ts'
import { type ProjectList, readProjects } from './list.ts'

const CODE = '2026-620702-48-01-000112'
const read = (text: string) => readProjects(text) as ProjectList

describe('a project code', () => {
  it.each([
    ['as the 发改 department writes it', CODE],
    ['in full-width digits', '２０２６－６２０７０２－４８－０１－０００１１２'],
    ['with dashes of a word processor', '2026–620702—48‑01−000112'],
    ['wrapped by a spreadsheet to stay a text', '="2026-620702-48-01-000112"'],
    ['with a quote before and a tab behind', "'2026-620702-48-01-000112\t"],
  ])('is the same %s', (_how, written) => {
    expect(projectCode(written)).toBe(CODE)
  })

  it('is the same in small letters and in capitals', () => {
    expect(projectCode('gs-2026-0001ab')).toBe('GS-2026-0001AB')
  })

  it('keeps its leading zeros', () => {
    expect(projectCode('000123-01')).toBe('000123-01')
  })

  it.each(['', '12345', '甘发改备〔2026〕12号', 'a'.repeat(41), 'PROJECT#1234', '2026--62'])(
    'is not: %s',
    (written) => {
      expect(projectCode(written)).toBeUndefined()
    },
  )

  it('tells whoever saved it from Excel why its digits are gone', () => {
    expect(codeProblem('2.02662E+23')).toContain('科学计数')
  })
})

describe('a cell that only keeps us busy: a letter with hundreds of thousands of accents', () => {
  const accents = `a${'\u0300'.repeat(500_000)}${'\u0316'.repeat(500_000)}`

  it('is no code, and is named in a few characters', () => {
    expect(projectCode(accents)).toBeUndefined()
    expect([...codeProblem(accents)].length).toBeLessThan(120)
  })

  it('is no heading', () => {
    expect(readProjects(`${accents}\n项目代码\n2026-620702-48-01-000112`)).toMatchObject({ projects: [{}], wrong: [] })
  })
})

describe('the text of a list', () => {
  // “项目代码” as Excel in China saves it.
  const GBK = new Uint8Array([0xcf, 0xee, 0xc4, 0xbf, 0xb4, 0xfa, 0xc2, 0xeb])

  it('is read in UTF-8, with and without a mark, and in GBK', () => {
    const utf8 = new TextEncoder().encode('项目代码')
    for (const bytes of [utf8, new Uint8Array([0xef, 0xbb, 0xbf, ...utf8]), GBK]) {
      expect(decodeText(bytes)).toEqual({ text: '项目代码' })
    }
  })

  it('is read where GB18030 has characters that GBK has not', () => {
    // 𠮷 in four bytes.
    expect(decodeText(new Uint8Array([...GBK, 0x95, 0x34, 0xb2, 0x35]))).toEqual({ text: '项目代码𠮷' })
  })

  it.each([
    ['a workbook of Excel', [0x50, 0x4b, 0x03, 0x04, 0], 'Excel 工作簿'],
    ['an old workbook of Excel', [0xd0, 0xcf, 0x11, 0xe0], 'Excel 工作簿'],
    ['“Unicode 文本”', [0xff, 0xfe, 0x79, 0x98], 'UTF-16'],
    ['no text at all', [0xff, 0xff, 0xff], '读不出'],
    ['text with NUL', [0x61, 0, 0x62], '读不出'],
  ])('is not %s: how to save it is told', (_what, bytes, words) => {
    const { problem } = decodeText(new Uint8Array(bytes)) as { problem: string }
    expect(problem).toContain(words)
    expect(problem).toContain('另存为')
  })
})

describe('a list of projects', () => {
  it('has its columns in any order, under any of their names, below a title', () => {
    const text = `甘州区2026年立项清单,,,\r\n序号,建设单位,项目 名称,统一代码\r\n1,梁家墩镇,村道拓宽,${CODE}\r\n`
    expect(read(text)).toEqual({
      projects: [{ code: CODE, name: '村道拓宽', builder: '梁家墩镇', remark: '' }],
      repeated: 0,
      wrong: [],
      lines: 1,
    })
  })

  it('needs nothing but the code', () => {
    expect(read(`项目代码\n${CODE}`).projects).toEqual([{ code: CODE, name: '', builder: '', remark: '' }])
  })

  it('counts a code once, however often it stands there, and takes the later line', () => {
    const { projects, repeated } = read(
      `项目代码,名称\n${CODE},旧名\n2026-000001,乙\n２０２６-620702-48-01-000112,新名`,
    )
    expect(repeated).toBe(1)
    expect(projects.map(({ code, name }) => [code, name])).toEqual([
      [CODE, '新名'],
      ['2026-000001', '乙'],
    ])
  })

  it('names each line that cannot be taken, and takes the others', () => {
    const long = '长'.repeat(201)
    const list = read(`项目代码,项目名称\n,没有代码\n${CODE},好\n2.02E+23,科学计数\n\n ,\n2026-000001,${long}`)
    expect(list.projects).toHaveLength(1)
    expect(list.wrong.map(({ line }) => line)).toEqual([2, 4, 7])
    expect(list.wrong[0]?.message).toContain('没有项目代码')
    expect(list.lines).toBe(4)
  })

  it.each([
    ['no heading', `${CODE},村道\n`, '项目代码'],
    ['nothing at all', '', '项目代码'],
    ['a quote that never ends', `项目代码\n"${CODE}\n2026-000001`, '第 2 行'],
  ])('is none with %s: what to do is told', (_what, text, words) => {
    expect((readProjects(text) as { problem: string }).problem).toContain(words)
  })
})
