import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pdf } from '../../../test/support/samples.ts'
import { pdfPages } from './pdf-pages.ts'

const count = (bytes: Buffer) =>
  pdfPages(bytes.length, async (start, length) => bytes.subarray(start, start + length).toString('latin1'))

/** The file saved once more, with another page tree, as programs do when they append their changes. */
function saved(bytes: Buffer, pages: number, prev?: number): Buffer {
  const before = bytes.toString('latin1')
  const at = before.length
  const object = `2 0 obj\n<< /Type /Pages /Kids [] /Count ${pages} >>\nendobj\n`
  const xref = at + object.length
  const last = prev ?? /startxref\s+(\d+)\s+%%EOF\s*$/.exec(before)?.[1]
  const table = `xref\n2 1\n${String(at).padStart(10, '0')} 00000 n \ntrailer\n<< /Size 9 /Root 1 0 R /Prev ${last} >>\n`
  return Buffer.from(`${before}${object}${table}startxref\n${xref}\n%%EOF\n`, 'latin1')
}

describe('the pages of a PDF', () => {
  it.each([1, 2, 37, 2000])('are counted: %i', async (pages) => expect(await count(pdf(pages))).toBe(pages))

  it('are those of the latest saving', async () => {
    expect(await count(saved(pdf(3), 5))).toBe(5)
    expect(await count(saved(saved(pdf(3), 5), 4))).toBe(4)
  })

  it.each([
    ['compressed objects', Buffer.from('%PDF-1.5\n9 0 obj\n<< /Type /XRef >>\nstream\n\nstartxref\n9\n%%EOF')],
    ['no end', pdf(2).subarray(0, -30)],
    ['a table that points outside', Buffer.from('%PDF-1.4\nstartxref\n99999999\n%%EOF')],
    ['no pages', Buffer.from(pdf(1).toString('latin1').replace('/Count 1', '/Count 0'), 'latin1')],
    ['a count that is none', Buffer.from(pdf(1).toString('latin1').replace('/Count 1', '/Count x'), 'latin1')],
    ['nothing', Buffer.alloc(0)],
  ])('stay blank with %s', async (_, bytes) => expect(await count(bytes)).toBeNull())

  it('are not looked for without end in tables that point at each other', async () => {
    const bytes = saved(pdf(2), 3)
    const own = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(bytes.toString('latin1'))?.[1])
    expect(await count(saved(pdf(2), 3, own))).toBeNull()
  })

  it('never end in a fault, whatever is broken', async () => {
    const whole = saved(pdf(3), 5)
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), async (at, byte, cut) => {
        const bytes = Buffer.from(whole.subarray(0, cut))
        if (at < cut) bytes[at] = byte
        const pages = await count(bytes)
        expect(pages === null || pages >= 1).toBe(true)
      }),
    )
  })
})
