import { mkdir, readdir, rename } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { removeTree, syncFolder } from '../../shared/files/disk/durable.ts'
import type { Clock } from '../../shared/kernel/clock.ts'
import { lockDirectory, RESTORING } from '../../shared/table/sqlite/lock.ts'
import { MIGRATIONS, versionOf } from '../../shared/table/sqlite/migrations.ts'
import { bringBack } from './backup/copy.ts'
import { readInventory } from './backup/inventory.ts'

const REPLACED = '.replaced-'

/**
 * Brings a backup back into `dir`. All of it is copied aside and checked first: each file against the inventory, each
 * database for integrity and for a version that this program knows. Only then, under the directory's lock, does it take
 * the place of what was there — which is moved aside, never deleted.
 * @returns where the old data are, if there were any
 * @throws Error in plain Chinese; before the exchange nothing has changed, within it the directory stays locked to all
 *   but another restore
 */
export async function restore(options: {
  dir: string
  from: string
  replace: boolean
  now: Clock
}): Promise<string | undefined> {
  const dir = resolve(options.dir)
  const from = resolve(options.from)
  const lock = lockDirectory(dir, { restoring: true })
  try {
    const present = await contents(dir)
    if (present.length > 0 && !options.replace) {
      throw new Error(`数据目录 ${dir} 不是空的。要用备份代替现有数据,请加 --replace;现有数据会移到一旁,不会删除。`)
    }
    const staging = join(dir, RESTORING)
    // A restore that broke off in the middle of the exchange leaves it: what it holds is in the backup too.
    const interrupted = present.includes(RESTORING)
    await removeTree(staging)
    try {
      await prepare(from, staging)
    } catch (error) {
      await removeTree(staging)
      if (interrupted) await mkdir(staging)
      throw error
    }
    return await exchange(dir, staging, options.now())
  } finally {
    lock.release()
  }
}

/** What must be moved aside: everything but the lock and what earlier restores moved. */
async function contents(dir: string): Promise<string[]> {
  return (await readdir(dir)).filter((name) => !name.startsWith('lock.db') && !name.startsWith(REPLACED))
}

async function prepare(from: string, staging: string): Promise<void> {
  await mkdir(staging, { mode: 0o700 })
  for await (const entry of readInventory(from)) {
    await bringBack(from, entry, staging)
    if (/^[^/]+\.db$/.test(entry.path)) checkDatabase(join(staging, entry.path), entry.path)
  }
  await syncFolder(staging)
}

function checkDatabase(file: string, name: string): void {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const result = database.prepare('PRAGMA integrity_check(1)').get()
    if (result?.integrity_check !== 'ok') throw new Error(`备份里的 ${name} 已损坏。请换用另一份备份。`)
    if (name === 'records.db' && versionOf(database) > (MIGRATIONS.at(-1)?.version ?? 0)) {
      throw new Error('备份由更新版本的程序做成。请换用新版程序再恢复。')
    }
  } finally {
    database.close()
  }
}

async function exchange(dir: string, staging: string, at: Date): Promise<string | undefined> {
  const old = (await contents(dir)).filter((name) => name !== RESTORING)
  const aside = join(dir, `${REPLACED}${at.toISOString().replace(/[:.]/g, '-')}`)
  if (old.length > 0) await mkdir(aside, { mode: 0o700 })
  for (const name of old) await rename(join(dir, name), join(aside, name))
  for (const name of await readdir(staging)) await rename(join(staging, name), join(dir, name))
  await syncFolder(dir)
  await removeTree(staging)
  await syncFolder(dir)
  return old.length > 0 ? aside : undefined
}

if (import.meta.main) {
  try {
    const { positionals, values } = parseArgs({ allowPositionals: true, options: { replace: { type: 'boolean' } } })
    const [from, ...more] = positionals
    if (!from || more.length > 0) throw new Error('用法:npm run restore -- <备份目录> [--replace]')
    const dir = process.env.DATA_DIR || '.data'
    const aside = await restore({ dir, from, replace: values.replace === true, now: () => new Date() })
    console.log(`恢复完成,数据在 ${resolve(dir)}。`)
    if (aside) console.log(`原有数据移到了 ${aside},确认无误后可自行删除。`)
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}
