import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockDirectory, RESTORING } from './lock.ts'
import { StoreUnusable } from './unusable.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'wenping-lock-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

/** Another process that holds the directory until it is killed. */
async function holder(): Promise<ChildProcess> {
  const module = new URL('./lock.ts', import.meta.url).href
  const code = `import { lockDirectory } from ${JSON.stringify(module)}
    lockDirectory(${JSON.stringify(dir)}); console.log('held'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout as NodeJS.ReadableStream, 'data')
  return child
}

describe('a data directory', () => {
  it('has one process at a time, and kill -9 sets it free', async () => {
    const child = await holder()
    expect(() => lockDirectory(dir)).toThrow(StoreUnusable)
    expect(() => lockDirectory(dir)).toThrow(`数据目录 ${dir} 正被另一个进程使用`)
    child.kill('SIGKILL')
    await once(child, 'exit')
    lockDirectory(dir).release()
  })

  it('is held against the same process too, until it is released', () => {
    const lock = lockDirectory(dir)
    expect(() => lockDirectory(dir)).toThrow(StoreUnusable)
    lock.release()
    lockDirectory(dir).release()
  })

  it('is not opened after a restore that broke off, except by the next restore', () => {
    mkdirSync(join(dir, RESTORING))
    expect(() => lockDirectory(dir)).toThrow('上次恢复没有做完')
    lockDirectory(dir, { restoring: true }).release()
  })
})
