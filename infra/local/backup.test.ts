import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silent } from '../../shared/observe/observe.ts'
import { sha256 } from '../../shared/signing/hash.ts'
import { lockDirectory, RESTORING } from '../../shared/table/sqlite/lock.ts'
import { crank } from '../../test/support/crank.ts'
import { backup } from './backup.ts'
import { type LocalPorts, openPorts } from './ports.ts'
import { restore } from './restore.ts'

const { now } = crank()
let base: string
let dir: string
let target: string
let open: LocalPorts[]

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'wenping-backup-'))
  dir = join(base, 'data')
  target = join(base, 'backup')
  open = []
})
afterEach(() => {
  for (const ports of open) ports.close()
  rmSync(base, { recursive: true })
})

function start(at: string): LocalPorts {
  const ports = openPorts({ dir: at, publicUrl: 'http://localhost', now, log: silent })
  open.push(ports)
  return ports
}
function stop(ports: LocalPorts): void {
  ports.close()
  open = open.filter((other) => other !== ports)
}

/** A file, and then the row that names it: the order in which features write. */
async function write(ports: LocalPorts, n: number): Promise<void> {
  const content = Buffer.from(`材料 ${n} `.repeat(500))
  const { version } = await ports.files.put('archive', `M/${n}`, content, { contentType: 'text/plain' })
  const put = { pk: 'M', sk: String(n).padStart(6, '0'), n, version, sha256: sha256(content) }
  await ports.matters.commit([{ put, when: 'absent' }])
}

/** Checks each row's file, and says which rows there are. */
async function rowsOf(ports: LocalPorts): Promise<number[]> {
  const found: number[] = []
  for await (const { n, version, sha256: promised } of ports.matters.scan()) {
    const file = await ports.files.read('archive', `M/${n}`, { version: String(version) })
    expect(file && sha256(await buffer(file.body))).toBe(promised)
    found.push(n as number)
  }
  return found.sort((a, b) => a - b)
}

async function output(child: ChildProcess): Promise<{ code: number; said: string }> {
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk))
  const [code] = await once(child, 'close')
  return { code, said }
}
const run = (script: string, ...args: string[]) =>
  spawn(process.execPath, [join(import.meta.dirname, script), ...args], { env: { ...process.env, DATA_DIR: dir } })

describe('a backup', () => {
  it('taken beside a server at work holds all that was acknowledged before it, and each file that a row names', async () => {
    const ports = start(dir)
    let acknowledged = 0
    let stopped = false
    const work = (async () => {
      while (!stopped) await write(ports, ++acknowledged)
    })()
    while (acknowledged < 20) await new Promise(setImmediate)
    const before = acknowledged - 1
    const { code, said } = await output(run('backup.ts', target))
    expect([code, said]).toEqual([0, expect.stringContaining('备份完成')])
    const after = acknowledged
    stopped = true
    await work
    stop(ports)

    const elsewhere = join(base, 'elsewhere')
    expect(await restore({ dir: elsewhere, from: target, replace: false, now })).toBeUndefined()
    const rows = await rowsOf(start(elsewhere))
    expect(rows).toEqual(Array.from({ length: rows.length }, (_, i) => i + 1))
    expect(rows.length).toBeGreaterThanOrEqual(before)
    expect(rows.length).toBeLessThan(after + 2)
    expect(after).toBeGreaterThan(before)
  })

  it('of a server that is stopped holds everything: keys, other databases, empty folders, no lock', async () => {
    const ports = start(dir)
    await write(ports, 1)
    stop(ports)
    mkdirSync(join(dir, 'files', 'archive', 'empty'))
    writeFileSync(join(dir, 'demo.json'), '{}', { mode: 0o600 })
    await backup({ dir, target, now })
    expect(readdirSync(target)).not.toContain('lock.db')
    await restore({ dir: join(base, 'new'), from: target, replace: false, now })
    const again = start(join(base, 'new'))
    expect(await rowsOf(again)).toEqual([1])
    for (const key of readdirSync(join(dir, 'keys'))) {
      expect(readFileSync(join(base, 'new', 'keys', key))).toEqual(readFileSync(join(dir, 'keys', key)))
      expect(statSync(join(base, 'new', 'keys', key)).mode & 0o077).toBe(0)
    }
    expect(existsSync(join(base, 'new', 'files', 'archive', 'empty'))).toBe(true)
    expect(readFileSync(join(base, 'new', 'demo.json'), 'utf8')).toBe('{}')
    for (const folder of [target, join(base, 'new')]) expect(statSync(folder).mode & 0o077).toBe(0)
  })

  it('opens no accusation: what waits to be taken away by its body is not in it', async () => {
    const ports = start(dir)
    const jwe = await ports.sealer.seal('accusations', '示例:只有接收单位能看')
    expect(await ports.sealer.open('accusations', jwe)).toContain('示例')
    await backup({ dir, target, now })
    stop(ports)
    const restored = join(base, 'restored')
    await restore({ from: target, dir: restored, replace: false, now })
    await expect(start(restored).sealer.open('accusations', jwe)).rejects.toThrow('打不开')
  })

  it('is made again after one that broke off, and never over another', async () => {
    stop(start(dir))
    mkdirSync(`${target}.partial`)
    writeFileSync(join(`${target}.partial`, 'records.db'), 'half')
    await backup({ dir, target, now })
    await expect(backup({ dir, target, now })).rejects.toThrow('已经存在')
    await expect(backup({ dir, target: join(dir, 'backup'), now })).rejects.toThrow('不能放在数据目录里面')
    await expect(backup({ dir: join(base, 'none'), target: `${target}2`, now })).rejects.toThrow('没有找到数据')
  })
})

describe('a restore', () => {
  beforeEach(async () => {
    const ports = start(dir)
    for (const n of [1, 2, 3]) await write(ports, n)
    await backup({ dir, target, now })
    await write(ports, 4)
    stop(ports)
  })
  const attempt = (replace = true) => restore({ dir, from: target, replace, now })
  const stillThere = async () => expect(await rowsOf(start(dir))).toEqual([1, 2, 3, 4])

  it('takes the place of data only when told to, and moves them aside', async () => {
    await expect(attempt(false)).rejects.toThrow('不是空的')
    const aside = (await attempt()) as string
    const ports = start(dir)
    expect(await rowsOf(ports)).toEqual([1, 2, 3])
    stop(ports)
    expect(await rowsOf(start(aside))).toEqual([1, 2, 3, 4])
  })

  it('is refused while a server uses the data, by the command too', async () => {
    const ports = start(dir)
    await expect(attempt()).rejects.toThrow('正被另一个进程使用')
    const { code, said } = await output(run('restore.ts', target, '--replace'))
    expect([code, said]).toEqual([1, expect.stringContaining('正被另一个进程使用')])
    expect(await rowsOf(ports)).toEqual([1, 2, 3, 4])
  })

  const damage: [string, string, () => void][] = [
    ['a changed record', '与清单不符', () => flipByte(join(target, 'records.db'))],
    ['a changed file', '与清单不符', () => flipByte(filesIn(join(target, 'files'))[0] as string)],
    ['a missing file', '缺少', () => rmSync(filesIn(join(target, 'files'))[0] as string)],
    ['a missing inventory', '没有做完', () => rmSync(join(target, 'inventory.jsonl'))],
    ['an inventory cut short', '不完整', () => rewrite((text) => text.split('\n').slice(0, -2).join('\n'))],
    ['a path that leads out', '不完整', () => rewrite((text) => text.replace('records.db', '../../records.db'))],
  ]
  it.each(damage)('of a backup with %s changes nothing', async (_, message, harm) => {
    harm()
    await expect(attempt()).rejects.toThrow(message)
    await stillThere()
  })

  it('that broke off in the middle of the exchange keeps servers out until it is done again', async () => {
    mkdirSync(join(dir, RESTORING))
    expect(() => lockDirectory(dir)).toThrow('没有做完')
    await expect(backup({ dir, target: `${target}2`, now })).rejects.toThrow('没有做完')
    await expect(restore({ dir, from: join(base, 'none'), replace: true, now })).rejects.toThrow()
    expect(() => lockDirectory(dir)).toThrow('没有做完')
    await attempt()
    expect(await rowsOf(start(dir))).toEqual([1, 2, 3])
  })

  function rewrite(change: (text: string) => string): void {
    const path = join(target, 'inventory.jsonl')
    writeFileSync(path, change(readFileSync(path, 'utf8')))
  }
})

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

function flipByte(path: string): void {
  const bytes = readFileSync(path)
  bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1
  rmSync(path)
  writeFileSync(path, bytes)
}
