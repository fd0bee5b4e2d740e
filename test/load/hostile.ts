import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { issueToken } from '../../infra/local/token.ts'
import { CAST } from '../support/road.ts'
import { say } from './people.ts'
import { publishRoad } from './publish.ts'
import { killAll, startServer } from './server.ts'

const PORT = Number(process.env.PORT ?? 3978)
/** What another visitor's page may take at most, in milliseconds. */
const MOST_MS = 1000
const AT_ONCE = 5
const COMMENTS = 50
const LENGTH = 10_000

/** Said again and again up to the longest comment: each would make some pattern of the mask start over from every letter. */
const WORST = [
  'a',
  '0',
  '1',
  '-',
  '@',
  '.',
  '_',
  'a@',
  'a.',
  'a-',
  '1 ',
  '1-',
  '86',
  '13',
  '京A',
  '京A1',
  'a@b.',
  '+86 ',
  '０',
  '🚜',
]

interface Attack {
  readonly what: string
  /** @returns what was wrong with the answer, or nothing */
  readonly run: () => Promise<string | undefined>
}

/**
 * `npm run prove:hostile`: sends what was written to hold the server up and, until all of it is answered, fetches another
 * visitor's page. Prints how long that page took; exits 1 where it took over a second, or an attack was not answered as due.
 */
async function main(dir: string): Promise<number> {
  const { url, stop } = await startServer(dir, PORT)
  const token = (account: string) => issueToken({ dir, account, minutes: 55, now: () => new Date() })
  const matter = await publishRoad(url, await token(CAST.filer))
  const page = `${url}/say/${matter}`
  await fetch(page)
  let bad = 0
  for (const attack of forms(url, matter)) bad += await proved(page, attack)
  for (let n = 0; n < COMMENTS; n++) {
    const piece = WORST[n % WORST.length] as string
    await say(url, matter, piece.repeat(LENGTH / [...piece].length))
  }
  const officer = { authorization: `Bearer ${await token(CAST.comments)}` }
  await everyCommentCounted(url, matter, officer)
  bad += await proved(page, listing(url, matter, officer))
  await stop()
  console.log(bad === 0 ? '\nnobody was held up' : '\nHELD UP')
  return bad === 0 ? 0 : 1
}

/** Bytes: within the look-up's limit of 64 KB, as 60 000 fields have, within a comment's limit of 1 MB. */
const SIZES = [61 * 1024, 180_000, 1_000_000]

function forms(url: string, matter: string): Attack[] {
  const same = (bytes: number) => 'a=&'.repeat(bytes / 3)
  const other = (bytes: number) => Array.from({ length: bytes / 8 }, (_, n) => `f${n % 1e5}=&`).join('')
  return ['/lookup', `/say/${matter}`].flatMap((path) =>
    SIZES.flatMap((bytes) =>
      ([same, other] as const).map((fields) => {
        const body = fields(bytes)
        const what = `${body.split('&').length - 1} fields, ${fields === same ? 'one name' : 'many names'}, to ${path}`
        return { what, run: () => refused(url + path, body) }
      }),
    ),
  )
}

async function refused(to: string, body: string): Promise<string | undefined> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const got = await fetch(to, { method: 'POST', headers, body })
  await got.text()
  return got.status >= 400 && got.status < 500 ? undefined : `was answered with ${got.status}`
}

function listing(url: string, matter: string, headers: Record<string, string>): Attack {
  const run = async () => {
    const found = await listed(url, matter, headers)
    return found === COMMENTS ? undefined : `listed ${found}`
  }
  return { what: `${COMMENTS} comments of ${LENGTH} letters, listed by an officer`, run }
}

async function listed(url: string, matter: string, headers: Record<string, string>): Promise<number> {
  const got = await fetch(`${url}/api/matters/${matter}/comments`, { headers })
  const { comments } = (await got.json()) as { comments?: unknown[] }
  return comments?.length ?? 0
}

/** Comments are listed once the reaction has counted them. */
async function everyCommentCounted(url: string, matter: string, headers: Record<string, string>): Promise<void> {
  for (let tries = 0; tries < 150 && (await listed(url, matter, headers)) < COMMENTS; tries++) await sleep(200)
}

/** Makes the attack several times at once, fetching the page until all are answered. @returns how many things went wrong */
async function proved(page: string, { what, run }: Attack): Promise<number> {
  let over = false
  const started = performance.now()
  const attacks = Promise.all(Array.from({ length: AT_ONCE }, run)).finally(() => {
    over = true
  })
  const times: number[] = []
  do {
    const asked = performance.now()
    const got = await fetch(page)
    await got.text()
    times.push(got.ok ? performance.now() - asked : Number.POSITIVE_INFINITY)
  } while (!over)
  const wrong = (await attacks).filter((answer) => answer !== undefined)
  const answered = Math.round(performance.now() - started)
  const worst = Math.max(...times)
  const late = worst > MOST_MS ? ' TOO LONG' : ''
  console.log(
    `${what} (${AT_ONCE} at once, answered in ${answered} ms): a page took ${Math.round(worst)} ms at most, of ${times.length}${late}`,
  )
  for (const answer of wrong) console.log(`  ${answer}`)
  return wrong.length + (late ? 1 : 0)
}

const dir = mkdtempSync(join(tmpdir(), 'wenping-hostile-'))
try {
  process.exitCode = await main(dir)
} finally {
  killAll()
  rmSync(dir, { recursive: true, force: true })
}
process.exit()
