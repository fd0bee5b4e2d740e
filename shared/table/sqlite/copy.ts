import { closeSync, fsyncSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isMainThread, Worker, workerData } from 'node:worker_threads'

/**
 * Writes the database as it is at this instant to `target`, which must not exist, while others read and write it:
 * VACUUM INTO sees one snapshot and never starts over, as the page-wise backup does when another process commits.
 * Returns once it is on disk.
 */
export function copyDatabase(file: string, target: string): void {
  const source = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  try {
    source.prepare('VACUUM INTO ?').run(target)
  } finally {
    source.close()
  }
  syncToDisk(target)
  syncToDisk(dirname(target))
}

/** The same on a thread of its own, so that a server goes on answering. */
export function copyDatabaseAside(file: string, target: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { copy: file, target } })
    worker.once('error', reject)
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the copying thread ended with ${code}`))))
  })
}

function syncToDisk(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

if (!isMainThread && typeof workerData?.copy === 'string') copyDatabase(workerData.copy, workerData.target)
