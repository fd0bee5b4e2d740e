import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import * as z from 'zod'

/** Names, sizes and hashes of all that a backup holds: one line of JSON each, so that a million files need no memory. */
export const INVENTORY = 'inventory.jsonl'

/** A path inside the data directory, with `/`, that cannot lead out of it. */
const path = z.string().refine((text) => !/(^|\/)(\.\.?)?(\/|$)/.test(text))

const entry = z.union([
  z.strictObject({ path, size: z.int(), sha256: z.string(), mode: z.int() }),
  /** Empty folders mean something to the files on disk: a removal is one. */
  z.strictObject({ path, folder: z.literal(true) }),
])
const head = z.strictObject({ format: z.literal(1), at: z.iso.datetime() })
const end = z.strictObject({ entries: z.int() })

export type Entry = z.infer<typeof entry>

export interface InventoryWriter {
  add(entry: Entry): Promise<void>
  /** The last line, by which a whole inventory is known; on disk when this returns. */
  finish(): Promise<void>
}

export async function writeInventory(folder: string, at: Date): Promise<InventoryWriter> {
  const file: FileHandle = await open(join(folder, INVENTORY), 'wx', 0o600)
  const line = (value: object) => file.write(`${JSON.stringify(value)}\n`)
  let entries = 0
  await line({ format: 1, at: at.toISOString() })
  return {
    async add(value) {
      entries++
      await line(value)
    },
    async finish() {
      await line({ entries })
      await file.sync()
      await file.close()
    },
  }
}

/** @throws Error in plain Chinese when it is missing, not ours, or not whole */
export async function* readInventory(folder: string): AsyncIterable<Entry> {
  const file = await open(join(folder, INVENTORY)).catch(() => {
    throw new Error(`${folder} 不是备份,或者备份没有做完:没有找到 ${INVENTORY}。`)
  })
  try {
    let seen = 0
    let whole = false
    for await (const text of createInterface({ input: file.createReadStream({ autoClose: false }) })) {
      const value = parse(text)
      if (seen++ === 0) head.parse(value)
      else if (end.safeParse(value).success) whole = end.parse(value).entries === seen - 2
      else yield entry.parse(value)
    }
    if (!whole) throw new Error('incomplete')
  } catch (error) {
    if (error instanceof z.ZodError || (error as Error).message === 'incomplete') {
      throw new Error(`备份清单 ${join(folder, INVENTORY)} 不完整或已损坏。请换用另一份备份。`)
    }
    throw error
  } finally {
    await file.close()
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
