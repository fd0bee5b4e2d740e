/**
 * `npm run keep:release [-- <folder>]`: plays the story with the code as it stands and keeps the `DATA_DIR` that it wrote,
 * in `test/fixtures/releases/<version>` unless told. Run by the release itself, before the next one changes a row: it is
 * never made again.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { RELEASES } from './folder.ts'
import { keepRelease, VERSION } from './keep.ts'

const to = resolve(process.argv[2] ?? join(RELEASES, VERSION))
if (existsSync(to)) throw new Error(`${to} is there: what a release wrote is kept as it is.`)
await keepRelease(to)
console.log(to)
