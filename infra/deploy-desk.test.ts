import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import type { FileInfo } from '../shared/files/files.ts'
import { deployDesk } from './deploy-desk.ts'

const dist = mkdtempSync(join(tmpdir(), 'wenping-dist-'))
afterEach(() => rmSync(dist, { recursive: true }))

it('brings the desk with its page last, each file as what it is, and nothing of the builder’s own', async () => {
  mkdirSync(join(dist, 'assets'))
  mkdirSync(join(dist, '.vite'))
  for (const path of ['index.html', 'assets/main-1.js', 'assets/main-1.css', '.sources', '.vite/manifest.json'])
    writeFileSync(join(dist, path), path)
  const brought: [string, string][] = []
  const put = async (_space: string, key: string, _content: Uint8Array, options: { contentType: string }) => {
    brought.push([key, options.contentType])
    return {} as FileInfo
  }
  expect(await deployDesk({ put }, dist)).toBe(3)
  expect(brought.at(-1)).toEqual(['desk/index.html', 'text/html; charset=utf-8'])
  expect(brought.slice(0, 2).sort()).toEqual([
    ['desk/assets/main-1.css', 'text/css; charset=utf-8'],
    ['desk/assets/main-1.js', 'text/javascript; charset=utf-8'],
  ])
})
