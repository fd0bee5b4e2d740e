import { describe, expect, it } from 'vitest'
import { ACCEPTS } from '../../../../shared/files/accepts.ts'
import { objectionTo, spokenSize, titleOf } from './check.ts'

const MB = 1024 * 1024
/** As the catalogue hands them to the desk. */
const accepts = ACCEPTS.map(({ extension, others = [], label, maxSize }) => ({
  extensions: [extension, ...others],
  label,
  maxSize,
}))
const said = (name: string, size: number) => objectionTo({ name, size }, accepts)

describe('what a person is told of a file before waiting for it', () => {
  it.each(['报告.pdf', '报告.PDF', '走访.2026.docx', '照片.jpeg', '会议.et'])('%s may be sent', (name) => {
    expect(said(name, 5)).toBeUndefined()
  })
  it.each(['网页.html', '没有后缀', '压缩包.zip', 'pdf', '.pdf/名单'])(
    '%s is not taken, and it is said what is',
    (name) => {
      expect(said(name, 5)).toContain('另存为 PDF')
    },
  )
  it('an empty file is not sent', () => {
    expect(said('报告.pdf', 0)).toContain('空的')
  })
  it('the limit itself may be sent, a byte more may not, and both sizes are named', () => {
    expect(said('报告.pdf', 200 * MB)).toBeUndefined()
    expect(said('录像.mp4', 2048 * MB + 1)).toBe('有 2.0 GB,MP4 视频最大 2.0 GB,请压缩或分成几份')
    expect(said('照片.jpg', 51 * MB)).toBe('有 51.0 MB,JPEG 照片最大 50.0 MB,请压缩或分成几份')
  })
})

describe('how a size is said', () => {
  it.each([
    [0, '0 字节'],
    [1023, '1023 字节'],
    [1024, '1 KB'],
    [999.4 * 1024, '999 KB'],
    [1.5 * MB, '1.5 MB'],
    [2048 * MB, '2.0 GB'],
  ])('%d bytes: %s', (bytes, spoken) => {
    expect(spokenSize(bytes)).toBe(spoken)
  })
})

describe('how a paper is called until somebody says better', () => {
  it.each([
    ['评估报告.pdf', '评估报告'],
    ['走访.第1次.jpg', '走访.第1次'],
    ['没有后缀', '没有后缀'],
  ])('%s: %s', (name, title) => {
    expect(titleOf(name)).toBe(title)
  })
})
