import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Where the outside servers are installed and keep what they write; `.cache/` is ignored by git. */
export const CACHE = resolve(import.meta.dirname, '../../../.cache/outside')

/** A server that runs, what the tests must be told of it, and how to end it. */
export interface Running {
  readonly env: Readonly<Record<string, string>>
  stop(): Promise<void>
}

/** A port of loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done, failed) => server.once('error', failed).listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Runs a step of an installation to its end. @throws with its output, if it fails. */
export function step(command: string, ...args: string[]): string {
  const run = spawnSync(command, args, { encoding: 'utf8' })
  if (run.status !== 0) {
    throw new Error(
      `${command} ${args.join(' ')}: ${run.error?.message ?? `exit ${run.status}`}\n${run.stdout}${run.stderr}`,
    )
  }
  return run.stdout
}

export const installed = (command: string) => spawnSync('which', [command]).status === 0

/** Starts a server in the foreground of its own process, its output in `<name>.log`. */
export class Server {
  readonly name: string
  readonly log: string
  readonly child: ChildProcess

  constructor(name: string, command: string, args: readonly string[]) {
    mkdirSync(join(CACHE, 'logs'), { recursive: true })
    this.name = name
    this.log = join(CACHE, 'logs', `${name}.log`)
    const out = openSync(this.log, 'w')
    this.child = spawn(command, args, { cwd: CACHE, stdio: ['ignore', out, out] })
    this.child.on('error', (error) => {
      throw error
    })
  }

  /**
   * Until `probe` answers true; a server that ended, or is silent for `seconds`, is an error with its log. A probe may
   * throw while the server comes up: a monitor that listens already refuses its first questions.
   */
  async ready(probe: () => Promise<boolean> | boolean, seconds = 60): Promise<void> {
    const until = performance.now() + seconds * 1000
    let last: unknown
    while (performance.now() < until) {
      if (this.child.exitCode !== null || this.child.signalCode !== null) break
      try {
        if (await probe()) return
      } catch (error) {
        last = error
      }
      await wait(200)
    }
    const tail = readFileSync(this.log, 'utf8').slice(-4000)
    await this.stop()
    throw new Error(`${this.name} did not come up\n${tail}`, { cause: last })
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const gone = new Promise((done) => this.child.once('exit', done))
    this.child.kill('SIGTERM')
    const patience = setTimeout(() => this.child.kill('SIGKILL'), 5000)
    await gone
    clearTimeout(patience)
  }
}

/** True once anything speaks HTTP there, whatever it answers. */
export async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(1000) })
    return true
  } catch {
    return false
  }
}
