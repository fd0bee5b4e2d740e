import { describe, expect, it } from 'vitest'
import { csvLine } from './csv.ts'

describe('a line for a spreadsheet', () => {
  it.each([
    [['甲', '乙'], '"甲","乙"'],
    [['说“好”, "行"'], '"说“好”, ""行"""'],
    [['=HYPERLINK("http://x")', '-1', '@a', '+1'], '"\'=HYPERLINK(""http://x"")","\'-1","\'@a","\'+1"'],
    [['一\n二'], '"一\n二"'],
  ])('%j', (cells, line) => expect(csvLine(cells)).toBe(line))
})
