import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { issueToken } from '../../infra/local/token.ts'
import { verifyAudit } from '../../infra/local/verify-audit.ts'
import { counted, filesMatch, receiptsFound } from './findings.ts'
import { comment, type Held, upload } from './people.ts'
import { publishRoad } from './publish.ts'
import { killAll, type Running, startServer } from './server.ts'

const ROUNDS = Number(process.env.ROUNDS ?? 50)
const PORT = Number(process.env.PORT ?? 3977)
const COMMENTERS = 12
const CLERKS = 4

/**
 * `npm run prove:durable`: kills the server (-9) at random moments while people comment and upload, then looks: every
 * receipt given is found, nothing is there twice, every chain verifies, every file's hash matches.
 */
async function main(dir: string): Promise<number> {
  let server = await startServer(dir, PORT)
  const token = await issueToken({ dir, account: 'lj-filer', minutes: 55, now: () => new Date() })
  const matter = await publishRoad(server.url, token)
  const held: Held = { receipts: new Map(), papers: new Map(), forms: new Set() }
  const starts: number[] = []
  let over = false
  let n = 0
  const url = () => server.url
  const people = [
    ...Array.from({ length: COMMENTERS }, async () => {
      while (!over) {
        await comment(url, matter, ++n, held, () => over)
        await sleep(25) // leaves the clerks their share of two cores
      }
    }),
    ...Array.from({ length: CLERKS }, async () => {
      while (!over) await upload({ url, token, matter }, ++n, held, () => over)
    }),
  ]
  for (let round = 1; round <= ROUNDS; round++) {
    await sleep(100 + Math.random() * 1400)
    await server.kill()
    server = await startServer(dir, PORT)
    starts.push(server.upAfter)
    process.stdout.write(`\r${round}/${ROUNDS} kills · ${held.receipts.size} receipts · ${held.papers.size} papers `)
  }
  over = true
  await Promise.all(people)
  return report(server, dir, matter, held, starts)
}

async function report(server: Running, dir: string, matter: string, held: Held, starts: number[]): Promise<number> {
  const lost = await receiptsFound(server.url, matter, held)
  const counts = await counted(server.url, dir, matter)
  const code = await server.stop()
  const twice = counts.rows - held.forms.size
  const findings = await verifyAudit(dir, (line) => console.log(`  ${line}`))
  const files = await filesMatch(dir, matter, held)
  starts.sort((a, b) => a - b)
  console.log(`
killed -9             ${ROUNDS} times (start to first page after a crash: median ${Math.round(starts[starts.length >> 1] ?? 0)} ms, worst ${Math.round(starts.at(-1) ?? 0)} ms)
receipts given        ${held.receipts.size}, not found afterwards: ${lost}
comments stored       ${counts.rows} for ${held.forms.size} forms sent${twice > 0 ? `, ${twice} TOO MANY` : ', none twice'}
counted by reaction   ${counts.received}${counts.received === counts.rows ? '' : ' DIFFERS'}
papers verified       ${held.papers.size}, missing or of another hash: ${files}
chains and rows       ${findings} findings
stopped by SIGTERM    exit code ${code}`)
  const good =
    lost === 0 && twice <= 0 && counts.received === counts.rows && files === 0 && findings === 0 && code === 0
  console.log(good ? '\nnothing lost, nothing doubled' : '\nNOT DURABLE')
  return good ? 0 : 1
}

const dir = mkdtempSync(join(tmpdir(), 'wenping-durable-'))
try {
  process.exitCode = await main(dir)
} finally {
  killAll()
  rmSync(dir, { recursive: true, force: true })
}
process.exit()
