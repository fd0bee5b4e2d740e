import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { answers, CACHE, freePort, type Running, Server, step } from './process.ts'

/** moto: SNS, SQS and KMS as the AWS SDK sees them, from PyPI, in an environment of its own. */
const VERSION = '5.2.5'

function install(): string {
  const folder = join(CACHE, `moto-${VERSION}`)
  const program = join(folder, 'bin/moto_server')
  if (existsSync(program)) return program
  step('python3', '-m', 'venv', folder)
  step(
    join(folder, 'bin/pip'),
    'install',
    '--quiet',
    '--disable-pip-version-check',
    `moto[server,sns,sqs,kms]==${VERSION}`,
  )
  return program
}

export async function startMoto(): Promise<Running> {
  const program = install()
  const port = await freePort()
  const server = new Server('moto', program, ['-H', '127.0.0.1', '-p', String(port)])
  const endpoint = `http://127.0.0.1:${port}`
  await server.ready(() => answers(`${endpoint}/moto-api/data.json`))
  return { env: { AWS_ENDPOINT: endpoint }, stop: () => server.stop() }
}
