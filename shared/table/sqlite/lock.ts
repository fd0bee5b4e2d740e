import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StoreUnusable } from './unusable.ts'

const SQLITE_BUSY = 5

/** Where `npm run restore` prepares; while it is there, the data beside it may be half old, half new. */
export const RESTORING = '.restoring'

/** Nobody need keep what `lockDirectory` gives: a database that is swept up as garbage would let go of its lock. */
const held = new Set<DatabaseSync>()

/**
 * One process per data directory. The lock is SQLite's own on `lock.db`, held by the operating system for the process:
 * kill -9 and power loss release it, and no stale file has to be judged.
 * @param options.restoring only for the restore itself, which may find what a broken one left
 * @throws StoreUnusable when another process holds it
 */
export function lockDirectory(dir: string, options: { restoring?: boolean } = {}): { release(): void } {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const lock = new DatabaseSync(join(dir, 'lock.db'), { timeout: 0 })
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error
    throw new StoreUnusable(`数据目录 ${dir} 正被另一个进程使用。请先停止它,或者换一个 DATA_DIR。`, error)
  }
  if (!options.restoring && existsSync(join(dir, RESTORING))) {
    lock.close()
    throw new StoreUnusable(`数据目录 ${dir} 上次恢复没有做完。请重新运行 npm run restore -- <备份目录> --replace。`)
  }
  held.add(lock)
  return {
    release() {
      held.delete(lock)
      lock.close()
    },
  }
}
