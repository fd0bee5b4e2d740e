import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const MAIN = join(import.meta.dirname, '../../infra/local/main.ts')

export interface Running {
  readonly url: string
  /** Milliseconds from the start of the process to its first page. */
  readonly upAfter: number
  /** As a power cut would: nothing is flushed, nothing is said. */
  kill(): Promise<void>
  /** SIGTERM, and waits for the drain. @returns the exit code */
  stop(): Promise<number | null>
}

const alive = new Set<ChildProcess>()

/** Leaves no server behind, whatever went wrong. */
export function killAll(): void {
  for (const child of alive) child.kill('SIGKILL')
}

/** The real server in a process of its own, on loopback. */
export async function startServer(dir: string, port: number): Promise<Running> {
  const started = performance.now()
  const env = { ...process.env, DATA_DIR: dir, PORT: String(port), NODE_ENV: 'production' }
  const child: ChildProcess = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  alive.add(child)
  const gone = once(child, 'exit').then(() => alive.delete(child))
  const url = `http://localhost:${port}`
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server stopped with ${child.exitCode}`)
    const up = await fetch(`${url}/`, { signal: AbortSignal.timeout(1000) }).then(
      (r) => r.ok,
      () => false,
    )
    if (up) break
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return {
    url,
    upAfter: performance.now() - started,
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
    async stop() {
      child.kill('SIGTERM')
      await gone
      return child.exitCode
    },
  }
}
