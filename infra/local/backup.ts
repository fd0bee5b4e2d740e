import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, rename } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { removeTree, syncFolder } from '../../shared/files/disk/durable.ts'
import type { Clock } from '../../shared/kernel/clock.ts'
import { missingKeys } from '../../shared/signing/local-keys.ts'
import { copyDatabase } from '../../shared/table/sqlite/copy.ts'
import { RESTORING } from '../../shared/table/sqlite/lock.ts'
import { copyFile, copyTree, entryOf } from './backup/copy.ts'
import { type Entry, writeInventory } from './backup/inventory.ts'

/**
 * The lock is of the machine, not of the data; a database's companions are in its copy already. `handover` holds the key
 * that opens accusations until its body takes it away: a backup must open nothing.
 */
const LEFT_OUT = /^(lock\.db|handover|.*\.db-(wal|shm|journal)|\..*)$/

/**
 * Copies `dir` to `target` while a server may be using it. The records come first and the files after them: whatever
 * file a record names was there before it, is never changed, and so is copied too. `target` appears when it is whole.
 * It holds the keys, so it must be kept as the data are.
 * @returns what was copied, and the keys that were not there to be copied
 * @throws Error in plain Chinese
 */
export async function backup(options: {
  dir: string
  target: string
  now: Clock
}): Promise<{ files: number; bytes: number; missingKeys: readonly string[] }> {
  const dir = resolve(options.dir)
  const target = resolve(options.target)
  if (!existsSync(join(dir, 'records.db'))) throw new Error(`没有找到数据:${dir}。请用 DATA_DIR 指明数据目录。`)
  if (existsSync(join(dir, RESTORING))) throw new Error(`数据目录 ${dir} 上次恢复没有做完,不能备份。`)
  if (!relative(dir, target).startsWith('..')) throw new Error('备份不能放在数据目录里面,请换一个地方。')
  if (existsSync(target)) throw new Error(`${target} 已经存在。请给出一个新的目录名,旧备份不会被覆盖。`)

  const partial = `${target}.partial`
  await removeTree(partial)
  await mkdir(partial, { recursive: true, mode: 0o700 })
  const inventory = await writeInventory(partial, options.now())
  const done = { files: 0, bytes: 0 }
  for await (const entry of copyAll(dir, partial)) {
    await inventory.add(entry)
    if ('folder' in entry) continue
    done.files++
    done.bytes += entry.size
  }
  await inventory.finish()
  await syncFolder(partial)
  await rename(partial, target)
  await syncFolder(dirname(target))
  return { ...done, missingKeys: missingKeys(dir).map((path) => relative(dir, path)) }
}

async function* copyAll(dir: string, to: string): AsyncIterable<Entry> {
  const all = (await readdir(dir, { withFileTypes: true })).filter(({ name }) => !LEFT_OUT.test(name))
  const isDatabase = ({ name }: { name: string }) => name.endsWith('.db')
  for (const { name } of all.filter(isDatabase)) {
    copyDatabase(join(dir, name), join(to, name))
    await chmod(join(to, name), 0o600)
    yield await entryOf(join(to, name), name)
  }
  for (const item of all.filter((one) => !isDatabase(one))) {
    const [from, target] = [join(dir, item.name), join(to, item.name)]
    if (item.isDirectory()) yield* copyTree(from, target, item.name)
    else if (item.isFile()) yield await copyFile(from, target, item.name)
  }
}

if (import.meta.main) {
  const [target, ...more] = process.argv.slice(2)
  try {
    if (!target || more.length > 0) throw new Error('用法:npm run backup -- <备份目录>')
    const {
      files,
      bytes,
      missingKeys: missing,
    } = await backup({ dir: process.env.DATA_DIR || '.data', target, now: () => new Date() })
    console.log(`备份完成:${resolve(target)},共 ${files} 个文件、${bytes} 字节。备份里有密钥,请与数据同样保管。`)
    if (missing.length > 0) {
      console.error(`数据目录里缺少密钥文件：${missing.join('、')}。这份备份里也没有。`)
      console.error('以前的备份里可能有：请不要删除或覆盖以前的备份，先从其中的 keys/ 取回这些文件。')
      process.exitCode = 1
    }
    if (existsSync(join(process.env.DATA_DIR || '.data', 'handover', 'seal-accusations.jwk'))) {
      console.log('检举控告的密钥还在 handover/ 里,没有备份:请尽快交给接收单位取走,否则这台机器坏了,封存件就打不开了。')
    }
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}
