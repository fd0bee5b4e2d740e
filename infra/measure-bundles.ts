import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { contracts } from '../functions/product.ts'
import { bundle } from './bundle.ts'

/** What every function loads anyway: the SDK's client of DynamoDB, bundled the same way. */
const FLOOR = 'shared/table/dynamo/client.ts'
const ROUNDS = 7

interface Measured {
  readonly name: string
  readonly bytes: number
  /** Median of cold imports, each in a process of its own. */
  readonly ms: number
}

/** Bundles every entry and imports each cold, in turns, so that a slow minute of the machine slows all of them. */
export async function measureBundles(): Promise<readonly Measured[]> {
  const folder = await mkdtemp(join(tmpdir(), 'wenping-measure-'))
  const kms = await stubKms()
  try {
    const names = [...new Set(contracts().map(({ feature }) => feature))]
    const entries = [['floor', FLOOR], ...names.map((n) => [n, `functions/${n}/lambda.ts`])] as [string, string][]
    entries.push(['publisher', 'shared/events/aws/lambda.ts'])
    const bundles = await Promise.all(
      entries.map(async ([name, entry]) => ({
        name,
        times: [] as number[],
        ...(await bundle(entry, join(folder, name))),
      })),
    )
    for (let round = 0; round < ROUNDS; round++)
      for (const one of bundles) one.times.push(await coldImport(one.file, kms.endpoint))
    return bundles.map(({ name, bytes, times }) => ({ name, bytes, ms: median(times) }))
  } finally {
    kms.close()
    await rm(folder, { recursive: true })
  }
}

async function coldImport(file: string, kms: string): Promise<number> {
  const script = `const t = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)}); console.log(performance.now() - t); process.exit()`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...variables(kms), PATH: process.env.PATH },
  })
  return Number(stdout.trim().split('\n').at(-1))
}

/** Names that lead nowhere: importing opens no connection but the one to KMS, for the secret of the receipts. */
function variables(kms: string): Record<string, string> {
  const named =
    'MATTERS_TABLE IDENTITIES_TABLE INCOMING_BUCKET ARCHIVE_BUCKET SITE_BUCKET DESK_BUCKET SIGNING_KEY_ARN MAC_KEY_ARN CONTACTS_KEY_ARN ACCUSATIONS_KEY_ARN OIDC_AUDIENCE OIDC_CLIENT_ID ADMIN_ID ADMIN_NAME'
  const urls = 'OIDC_ISSUER OIDC_JWKS PUBLIC_URL UPLOADS_ORIGIN POISON_QUEUE_URL'
  return {
    ...Object.fromEntries(named.split(' ').map((name) => [name, 'example'])),
    ...Object.fromEntries(urls.split(' ').map((name) => [name, 'https://example.gov.cn/'])),
    TOPIC_ARN: 'arn:aws:sns:ap-east-1:111111111111:example.fifo',
    AWS_REGION: 'ap-east-1',
    AWS_ACCESS_KEY_ID: 'example',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_ENDPOINT_URL_KMS: kms,
  }
}

async function stubKms() {
  const Mac = Buffer.alloc(32, 1).toString('base64')
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/x-amz-json-1.1').end(JSON.stringify({ Mac, KeyId: 'example' }))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { endpoint, close: () => server.close() }
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] as number

if (import.meta.main) {
  const [floor, ...rest] = (await measureBundles()) as [Measured, ...Measured[]]
  console.log(
    `${cpus()[0]?.model ?? 'a machine'}, ${cpus().length} cores, Node ${process.version}, median of ${ROUNDS} cold imports`,
  )
  console.log('bundle             KB  import ms  × the SDK client alone')
  for (const { name, bytes, ms } of [floor, ...rest]) {
    const columns = [
      (bytes / 1024).toFixed(0).padStart(6),
      ms.toFixed(0).padStart(9),
      (ms / floor.ms).toFixed(2).padStart(8),
    ]
    console.log(`${(name === 'floor' ? 'SDK client alone' : name).padEnd(16)}${columns.join('  ')}`)
  }
}
