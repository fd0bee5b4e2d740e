/**
 * `npm run check`: style, types, fences, rooms, sizes, unused code, code that only tests
 * reach and slow patterns, side by side, each finding of each of them
 * printed. Writes nothing. `node test/support/check.ts fences` runs one alone.
 */
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'

const BIN = 'node_modules/.bin/'
/** By where it lies: what it judges is the folder in which it is run. */
const own = (path: string) => resolve(import.meta.dirname, path)
/** What these say is of interest also when nothing is wrong. */
const TOLD: readonly string[] = ['rooms', 'sizes']

const CHECKS: Readonly<Record<string, readonly [command: string, ...args: string[]]>> = {
  style: [`${BIN}biome`, 'check', '--error-on-warnings'],
  // By its own path: `typescript-6`, there for dependency-cruiser, brings a `tsc` too.
  types: [process.execPath, 'node_modules/typescript/bin/tsc', '--noEmit'],
  fences: [
    process.execPath,
    '--import',
    './test/support/fence-parser.mjs',
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.mjs',
    'functions',
    'shared',
    'infra',
    'web',
    'test',
  ],
  unused: [process.execPath, 'node_modules/knip/bin/knip.js', '--no-progress'],
  unreached: [process.execPath, 'node_modules/knip/bin/knip.js', '--no-progress', '--production'],
  rooms: [process.execPath, own('rooms/lint.ts'), 'rooms'],
  sizes: [process.execPath, own('rooms/lint.ts'), 'sizes'],
  patterns: [process.execPath, own('patterns/lint.ts')],
}

async function run(name: string): Promise<boolean> {
  const [command, ...args] = CHECKS[name] ?? unknown(name)
  const started = performance.now()
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const closed = new Promise<number | null>((done, failed) => child.on('close', done).on('error', failed))
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed])
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (code !== 0 || TOLD.includes(name)) process.stdout.write(`\n${out}${err}\n`)
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
  return code === 0
}

function unknown(name: string): never {
  throw new Error(`no such check: ${name} (there are: ${Object.keys(CHECKS).join(', ')})`)
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(CHECKS)
const results = await Promise.all(wanted.map(run))
process.exitCode = results.every(Boolean) ? 0 : 1
