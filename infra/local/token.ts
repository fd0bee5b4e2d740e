import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { importJWK, SignJWT } from 'jose'
import type { Clock } from '../../shared/kernel/clock.ts'
import { AUDIENCE } from './oidc/clients.ts'
import { readDemoMark } from './oidc/demo.ts'
import { readIssuerKeys } from './oidc/keys.ts'

/**
 * An access token for scripts, as the local issuer would sign it; works while the server runs, and before.
 * @param options.dir a data directory that a demonstration was started in
 * @param options.minutes 1 to 60
 * @throws Error in plain Chinese: no demonstration, no such account
 */
export async function issueToken(options: {
  dir: string
  account: string
  minutes: number
  now: Clock
}): Promise<string> {
  const { dir, account, minutes, now } = options
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 60) throw new Error('--minutes 应为 1 到 60 之间的整数')
  const demo = await readDemoMark(dir)
  if (!demo) {
    throw new Error(`${dir} 不是演示数据,这里不发令牌。演示请先运行 npm start;正式使用请向统一身份认证申请令牌。`)
  }
  if (!demo.accounts.includes(account)) {
    throw new Error(`演示数据里没有账号“${account}”。现有账号:${demo.accounts.join('、')}`)
  }
  const { secret } = readIssuerKeys(dir)
  const issued = Math.floor(now().getTime() / 1000)
  return new SignJWT({ client_id: 'token', scope: 'api' })
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: secret.kid })
    .setIssuer(demo.issuer)
    .setAudience(AUDIENCE)
    .setSubject(account)
    .setJti(randomUUID())
    .setIssuedAt(issued)
    .setExpirationTime(issued + minutes * 60)
    .sign(await importJWK({ ...secret, kty: 'RSA' }, 'RS256'))
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { minutes: { type: 'string' } }, allowPositionals: true })
  const [account, ...more] = positionals
  if (!account || more.length > 0) throw new Error('用法:npm run token -- <账号> [--minutes 分钟数]')
  if (process.env.OIDC_ISSUER) throw new Error('已接入统一身份认证(OIDC_ISSUER),这里不发令牌。')
  const dir = process.env.DATA_DIR || '.data'
  console.log(await issueToken({ dir, account, minutes: Number(values.minutes ?? 30), now: () => new Date() }))
}

if (import.meta.main) {
  await main().catch((error: Error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
