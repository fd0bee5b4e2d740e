import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCsv } from './csv.ts'

const cells = (text: string) => parseCsv(text).records.map((record) => record.cells)

describe('a list as spreadsheets write it', () => {
  it.each([
    ['Windows', '\r\n'],
    ['Unix', '\n'],
    ['an old Mac', '\r'],
  ])('reads the lines of %s, with or without one at the end', (_who, end) => {
    const expected = [
      ['a', 'b'],
      ['c', ''],
    ]
    expect(cells(`a,b${end}c,${end}`)).toEqual(expected)
    expect(cells(`a,b${end}c,`)).toEqual(expected)
  })

  it('keeps commas, line breaks and doubled quotes within a quoted cell', () => {
    expect(cells('"甲,乙","一行\r\n二行","他说""好"""\r\n1,2,3')).toEqual([
      ['甲,乙', '一行\r\n二行', '他说"好"'],
      ['1', '2', '3'],
    ])
  })

  it('takes a quote in the middle of a cell as it stands', () => {
    expect(cells('6"管道,"甲"乙')).toEqual([['6"管道', '甲乙']])
  })

  it('counts lines as an editor does, over line breaks in cells and blank lines', () => {
    const { records } = parseCsv('a\n\n"b\nc\r\nd",x\n,,\ne')
    expect(records.map(({ line }) => line)).toEqual([1, 3, 7])
  })

  it('says where a quoted cell begins that never ends, and keeps what came before', () => {
    expect(parseCsv('a\n"b\nc')).toEqual({ records: [{ line: 1, cells: ['a'] }], unclosed: 2 })
  })

  it('reads back whatever a spreadsheet can hold', () => {
    const cell = fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', 'a', '项', ' ') })
    const table = fc.array(
      fc.array(cell, { minLength: 1, maxLength: 4 }).filter((row) => row.some((one) => one !== '')),
      { maxLength: 6 },
    )
    const quoted = (one: string) => `"${one.replaceAll('"', '""')}"`
    fc.assert(
      fc.property(table, (rows) => {
        expect(cells(rows.map((row) => row.map(quoted).join(',')).join('\r\n'))).toEqual(rows)
      }),
    )
  })
})
