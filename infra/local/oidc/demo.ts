import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'

const mark = z.strictObject({ issuer: z.url(), accounts: z.array(z.string().min(1)) })

/** Says that a data directory is a demonstration's: its issuer, and the ids (no names) of accounts without a password. */
export type DemoMark = z.infer<typeof mark>

/** Rewritten at every start, so that scripts follow a changed address or seed. */
export async function writeDemoMark(dir: string, content: DemoMark): Promise<void> {
  const path = join(dir, 'demo.json')
  await writeFile(`${path}.tmp`, JSON.stringify(mark.parse(content)), { mode: 0o600 })
  await rename(`${path}.tmp`, path)
}

/** @returns undefined when the directory is no demonstration's, or was never started */
export async function readDemoMark(dir: string): Promise<DemoMark | undefined> {
  try {
    return mark.parse(JSON.parse(await readFile(join(dir, 'demo.json'), 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`${join(dir, 'demo.json')} 已损坏,请重新启动演示服务`)
  }
}
