/**
 * `npm run test:aws`: the adapters against servers that the project did not write. Starts those that no variable names
 * (DYNAMODB_ENDPOINT · AWS_ENDPOINT for SNS, SQS, KMS · S3_ENDPOINT), runs the `aws` tests, and ends what it started.
 * Further arguments go to vitest. Installs into `.cache/outside/` once.
 */
import { spawn } from 'node:child_process'
import { startCephRgw } from './ceph-rgw.ts'
import { startDynamoDbLocal } from './dynamodb-local.ts'
import { startMoto } from './moto.ts'
import type { Running } from './process.ts'

const user = {
  accessKey: process.env.AWS_ACCESS_KEY_ID ?? 'wenpingtests',
  secretKey: process.env.AWS_SECRET_ACCESS_KEY ?? 'only-for-servers-in-memory',
}

const SERVERS: readonly (readonly [variable: string, start: () => Promise<Running>])[] = [
  ['DYNAMODB_ENDPOINT', startDynamoDbLocal],
  ['AWS_ENDPOINT', startMoto],
  ['S3_ENDPOINT', () => startCephRgw(user)],
]

async function vitest(env: Readonly<Record<string, string>>): Promise<number> {
  const credentials = { AWS_ACCESS_KEY_ID: user.accessKey, AWS_SECRET_ACCESS_KEY: user.secretKey }
  const child = spawn('node_modules/.bin/vitest', ['run', '--project', 'aws', ...process.argv.slice(2)], {
    stdio: 'inherit',
    // No file of the developer's, no instance role: the tests must not reach anybody's account.
    env: {
      ...process.env,
      ...credentials,
      AWS_REGION: process.env.AWS_REGION ?? 'us-east-1',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      ...env,
    },
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  return await new Promise((done, failed) => child.on('error', failed).on('close', (code) => done(code ?? 1)))
}

const started = await Promise.allSettled(
  SERVERS.filter(([variable]) => process.env[variable] === undefined).map(([, start]) => start()),
)
const running = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
try {
  for (const result of started) if (result.status === 'rejected') throw result.reason
  const env = Object.assign({}, ...running.map((server) => server.env)) as Record<string, string>
  for (const [name, value] of Object.entries(env)) console.log(`${name}=${value}`)
  process.exitCode = await vitest(env)
} finally {
  await Promise.all(running.map((server) => server.stop()))
}
