import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jwtVerifier } from '../../shared/identity/verifier.ts'
import { openRig, type Rig } from '../../test/support/oidc-rig.ts'
import { issueToken } from './token.ts'

const run = promisify(execFile)
const now = () => new Date('2026-11-24T10:00:00Z')

describe('tokens for scripts', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await openRig()
  })
  afterAll(() => rig.stop())
  const verifier = (at: string) =>
    jwtVerifier({
      issuer: `${rig.origin}/oidc`,
      audience: 'wenping',
      jwks: () => rig.oidc().jwks(),
      now: () => new Date(at),
    })

  it('are taken by the API like those of a person who signed in, for as long as was asked', async () => {
    const token = await issueToken({ dir: rig.dir, account: 'lj-filer', minutes: 10, now })
    expect(await verifier('2026-11-24T10:09:59Z').verify(token)).toEqual({ subject: 'lj-filer' })
    await expect(verifier('2026-11-24T10:10:31Z').verify(token)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('are for accounts of the seed alone; the message lists them', async () => {
    const asking = issueToken({ dir: rig.dir, account: 'nobody', minutes: 10, now })
    await expect(asking).rejects.toThrow(/没有账号“nobody”.*lj-filer、gz-reviewer/)
  })

  it.each([0, -1, 61, 1.5, Number.NaN])('do not last %s minutes', async (minutes) => {
    await expect(issueToken({ dir: rig.dir, account: 'lj-filer', minutes, now })).rejects.toThrow(/--minutes/)
  })

  it('are printed alone on the command line, while the server runs', async () => {
    const { stdout, stderr } = await token(['lj-filer', '--minutes', '5'], { DATA_DIR: rig.dir })
    expect(stderr).toBe('')
    const verifying = jwtVerifier({ issuer: `${rig.origin}/oidc`, audience: 'wenping', jwks: () => rig.oidc().jwks() })
    expect(await verifying.verify(stdout.trim())).toEqual({ subject: 'lj-filer' })
  })

  it('are refused beside a real issuer', async () => {
    const env = { DATA_DIR: rig.dir, OIDC_ISSUER: 'https://id.example.test' }
    await expect(token(['lj-filer'], env)).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('OIDC_ISSUER'),
    })
  })
})

describe('without a demonstration', () => {
  const dir = mkdtempSync(join(tmpdir(), 'wenping-token-'))
  afterAll(() => rmSync(dir, { recursive: true }))

  it('no token is made, and the message says in one line what to do', async () => {
    const failed = await token(['lj-filer'], { DATA_DIR: dir }).then(
      () => undefined,
      (error: { code: number; stdout: string; stderr: string }) => error,
    )
    expect(failed).toMatchObject({ code: 1, stdout: '' })
    expect(failed?.stderr.trim().split('\n')).toEqual([expect.stringContaining('不是演示数据')])
  })

  it.each([[[]], [['a', 'b']]])('the way of calling is told when %j is called', async (args) => {
    await expect(token(args, { DATA_DIR: dir })).rejects.toMatchObject({ code: 1, stdout: '' })
  })
})

function token(args: readonly string[], env: Record<string, string>) {
  return run(process.execPath, [join(import.meta.dirname, 'token.ts'), ...args], { env })
}
