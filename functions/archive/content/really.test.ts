import { describe, expect, it } from 'vitest'
import { reallyIs } from './really.ts'

const told = (text: string) => reallyIs(Buffer.from(text), Buffer.alloc(0))

describe('a file that is not taken is told by how it begins', () => {
  it.each([
    ['SVG 图形(可含脚本)', '<svg xmlns="x">'],
    ['SVG 图形(可含脚本)', '\ufeff\n<?xml version="1.0"?>\n<!-- 图 -->\n<!DOCTYPE svg PUBLIC "x">\n<SVG>'],
    ['网页(HTML)', ' <!-- 页 --> <!doctype html>'],
    ['网页(HTML)', '<script>'],
    ['XML 文件', '<?xml version="1.0"?><html>'],
    ['RTF 文档', '{\\rtf1'],
    ['脚本程序', '#!/bin/sh'],
    ['Windows 程序(EXE)', 'MZ'],
    ['无法识别的内容', '<!-- 没有完'],
  ])('as %s: %j', async (what, text) => {
    expect(await told(text)).toBe(what)
  })
})
