import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MatterView } from '../../functions/filing/contract.ts'
import { STATE_NAMES } from '../../functions/matters/contract.ts'
import { startApp } from '../../infra/local/app.ts'
import { openPorts } from '../../infra/local/ports.ts'
import { silent } from '../../shared/observe/observe.ts'
import type { Item, Table } from '../../shared/table/table.ts'
import { handClock } from '../support/clock.ts'
import { openProduct } from '../support/product.ts'
import { dumpDatabase } from '../support/release/dump.ts'
import { openRelease, RELEASES, releases } from '../support/release/folder.ts'
import { keepRelease } from '../support/release/keep.ts'
import { walk } from '../support/release/onward.ts'
import { type Play, play } from '../support/release/play.ts'
import { misfit } from '../support/release/shapes.ts'
import type { Story } from '../support/release/story.ts'
import { CAST } from '../support/road.ts'
import { read } from '../support/steps.ts'

const run = promisify(execFile)

/** A program of the product, as people start it. @throws with all that it said when it ends with an error */
async function program(name: string, dir: string, ...args: string[]): Promise<string> {
  const command = [`infra/local/${name}.ts`, ...args]
  const env = { ...process.env, DATA_DIR: dir }
  const { stdout } = await run(process.execPath, command, { env }).catch(({ stdout, stderr }) => {
    throw new Error(`${name}: ${stderr}${stdout}`)
  })
  return stdout
}

/**
 * `npm run verify:audit` and `npm run verify:files`: both end with an error when they find something.
 * @param waiting comments that nobody has counted yet, since the server stopped or the letter is dead: named, and nothing else
 */
async function verified(dir: string, waiting: readonly Item[] = []): Promise<void> {
  const said = await program('verify-audit', dir).catch((error: Error) => error.message)
  expect(said).toMatch(/已核对 [1-9]\d* 条链/)
  const named = said
    .split('\n')
    .flatMap((line) => /^(?:verify-audit: )?(\S+) · (\S+) · 收到了没有计数/.exec(line)?.slice(1) ?? [])
  expect(named).toEqual(waiting.flatMap(({ pk, sk }) => [pk, sk]))
  expect(said).toMatch(waiting.length === 0 ? /没有发现改动或缺失/ : new RegExp(`发现 ${waiting.length} 处问题`))
  expect(await program('verify-files', dir)).toMatch(/已核对 [1-9]\d* 个文件版本/)
}

/** Comments that lie there and are in no tally and no ledger, looked for past the product's own comparison. */
async function uncounted(table: Table): Promise<Item[]> {
  const comments: Item[] = []
  const seen = new Set<string>()
  for await (const item of table.scan()) {
    if (item.pk.startsWith('COMMENTS#') && item.sk.endsWith('#V1')) comments.push(item)
    if (item.sk.startsWith('SEEN#')) seen.add(item.sk.slice('SEEN#'.length))
  }
  return comments.filter(({ id }) => !seen.has(String(id))).sort((a, b) => (a.pk < b.pk ? -1 : 1))
}

describe.each(releases())('data written by release %s', (release) => {
  let kept: ReturnType<typeof openRelease>
  let session: Play | undefined
  beforeEach(() => {
    kept = openRelease(release)
    session = undefined
  })
  afterEach(async () => {
    await session?.stop()
    session?.product.close()
    kept.remove()
  })

  const opened = async () => {
    session = play(await openProduct(kept.story.at, { dir: kept.dir }))
    return session
  }

  it('are restored from their text row for row', () => {
    const text = readFileSync(join(RELEASES, release, 'records.sql'), 'utf8')
    expect(dumpDatabase(join(kept.dir, 'records.db'))).toBe(text)
  })

  it('open as they are, and nothing in them is amiss before anything is done', async () => {
    const { now } = handClock(kept.story.at)
    const ports = openPorts({ dir: kept.dir, publicUrl: 'http://localhost', now, log: silent })
    const waiting = await uncounted(ports.matters)
    ports.close()
    await verified(kept.dir, waiting)
  })

  it('are read by the shapes of today, every row by the one that claims it', async () => {
    const { now } = handClock(kept.story.at)
    const ports = openPorts({ dir: kept.dir, publicUrl: 'http://localhost', now, log: silent })
    const wrong: (string | undefined)[] = []
    for (const table of [ports.matters, ports.identities]) {
      for await (const item of table.scan()) wrong.push(misfit(item))
    }
    ports.close()
    expect(wrong.length).toBeGreaterThan(800)
    expect(wrong.filter((said) => said !== undefined)).toEqual([])
  })

  it('are served by the local server, which does what fell due meanwhile', async () => {
    const { now } = handClock(kept.story.at)
    const app = await startApp({ dir: kept.dir, host: '127.0.0.1', port: 0, now, log: silent })
    await app.timers.runAll()
    await app.dispatcher.settled()
    const page = await fetch(`${app.url}/matters/${kept.story.matters.consulting?.id}/`)
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('示例：consulting')])
    const waiting = await uncounted(app.ports.matters)
    expect(waiting.length).toBe(1) // the one whose letter is dead: its notice has not ended
    await app.stop()
    await verified(kept.dir, waiting)
  })

  it('show each matter where it was, with its record in words', async () => {
    const { product } = await opened()
    for (const [name, { id, state }] of Object.entries(kept.story.matters)) {
      expect([name, (await read(product, CAST.filer, id)).state]).toEqual([name, state])
      const { json } = await product.call(CAST.filer, 'GET', `/api/matters/${id}/record`)
      const said = (json.events as { what: string }[]).map(({ what }) => what)
      expect(said.filter((what) => !/\p{Script=Han}/u.test(what))).toEqual([])
    }
  })

  it('tell the holder of every receipt what they told, and the words to who has the password', async () => {
    const { lookUp, stop } = await opened()
    await stop() // before anything that was waiting is done
    for (const receipt of Object.values(kept.story.receipts)) {
      const { statusCode, body } = await lookUp(receipt)
      expect([statusCode, body]).toEqual([200, expect.stringMatching(`办理情况[:：]${receipt.says}`)])
      if (receipt.text) expect(body).toContain(receipt.text)
      else expect(body).not.toContain('您写的内容')
    }
  })

  it('hold an accusation that its receiver opens with the key it took away', async () => {
    const { product } = await opened()
    const { json } = await product.call('gz-auditor', 'GET', '/api/sealed')
    const [item, ...more] = json.items as { jwe: string }[]
    expect(more).toEqual([])
    const file = join(kept.dir, 'accusation.jwe')
    writeFileSync(file, item?.jwe ?? '')
    expect(await program('unseal', kept.dir, join(kept.dir, 'handover/seal-accusations.jwk'), file)).toContain(
      kept.story.accusation,
    )
  })

  it('carry out no second time a command that was carried out then', async () => {
    const { product } = await opened()
    const { account, key, body, made } = kept.story.command
    const again = await product.call(account, 'POST', '/api/matters', body, { 'idempotency-key': key })
    expect(again.json.id).toBe(made)
  })

  it('go on: what waited is done, every matter is filed or stays cancelled, every root and number holds', async () => {
    const going = await opened()
    const { product, dispatcher } = going
    const [letter, ...others] = await dispatcher.deadLetters.list()
    expect(others).toEqual([])
    await dispatcher.deadLetters.resend(String(letter?.id))
    await going.crank()
    expect(await dispatcher.deadLetters.list()).toEqual([])

    const over = (m: MatterView) => m.state === 'filed' || m.state === 'cancelled'
    for (const [name, { id, state }] of Object.entries(kept.story.matters)) {
      const { state: last } = await walk(going, id, over)
      expect([name, last]).toEqual([name, state === 'cancelled' ? 'cancelled' : 'filed'])
    }
    await going.crank({ days: 2 })
    const { verify } = product.ports.signer
    for (const id of new Set(Object.values(kept.story.receipts).map(({ matter }) => matter))) {
      const { roots } = (await product.call('', 'GET', `/proofs/${id}`)).json as {
        roots: { day: string; jws: string }[]
      }
      expect(roots.length).toBeGreaterThan(0)
      for (const { jws, ...root } of roots) expect(await verify('wenping-root', jws)).toMatchObject(root)
    }
    for (const { matter, code } of Object.values(kept.story.receipts)) {
      const { statusCode, body } = await going.lookUp({ matter, code })
      expect(statusCode).toBe(200)
      expect(body).toMatch(/办理情况[:：](已答复|暂不公开|您已撤回|已归纳答复|已封存)/)
    }
    for (const table of [product.ports.matters, product.ports.identities]) {
      for await (const item of table.scan()) expect(misfit(item)).toBeUndefined()
    }
    await verified(kept.dir)
  })
})

it('the release to come leaves a matter in every state there is', async () => {
  const to = join(mkdtempSync(join(tmpdir(), 'wenping-release-')), 'next')
  await keepRelease(to)
  const { matters } = JSON.parse(readFileSync(join(to, 'story.json'), 'utf8')) as Story
  const states = new Set(Object.values(matters).map(({ state }) => state))
  expect([...states].sort()).toEqual(Object.keys(STATE_NAMES).sort())
  rmSync(to, { recursive: true })
})
