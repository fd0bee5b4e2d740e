import { describe, expect, it } from 'vitest'
import { attachment } from './disposition.ts'
import { byBytes, checkKey, keyToPath } from './key.ts'

describe('file keys', () => {
  it.each(['a', 'matters/WP-1/示意图.pdf', '😀', '𠮷/䶮', '...', 'a.b', '.hidden', 'x'.repeat(512)])(
    'takes %s',
    (key) => {
      expect(checkKey(key)).toBe(key)
    },
  )

  it.each(['', '/', 'a/', '/a', 'a//b', '.', '..', 'a/../b', 'a/./b', 'x'.repeat(513), '\ud800', 'a\u0000b', 'a\nb'])(
    'refuses %j and does not repeat it',
    (key) => {
      expect(() => checkKey(key)).toThrow(TypeError)
      if (key.length > 2) expect(() => checkKey(key)).not.toThrow(key)
    },
  )

  it('counts bytes, not characters', () => {
    expect(() => checkKey('示'.repeat(171))).toThrow(TypeError)
    expect(checkKey('示'.repeat(170))).toHaveLength(170)
  })

  it('orders keys by their bytes, where JavaScript would put an emoji before U+FF5E', () => {
    expect(['😀', '～'].sort()).toEqual(['😀', '～'])
    expect(['😀', '～'].sort(byBytes)).toEqual(['～', '😀'])
  })

  it('escapes what a URL reserves and keeps the slashes', () => {
    expect(keyToPath("a b/(1)'!*?#%/示")).toBe('a%20b/%281%29%27%21%2A%3F%23%25/%E7%A4%BA')
  })
})

describe('the name a download is saved under', () => {
  it('carries Chinese by RFC 5987 and a stand-in for old clients', () => {
    expect(attachment('报备表 (1).pdf')).toBe(
      `attachment; filename="_ (1).pdf"; filename*=UTF-8''%E6%8A%A5%E5%A4%87%E8%A1%A8%20%281%29.pdf`,
    )
  })

  it('cannot break out of the header or name a folder', () => {
    const header = attachment('a"\r\nSet-Cookie: x\\../b.pdf')
    expect(header).not.toMatch(/[\r\n\\]/)
    expect(header).toContain('filename="a___Set-Cookie: x_.._b.pdf"')
  })
})
