import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { answers, CACHE, freePort, type Running, Server, step } from './process.ts'

/** DynamoDB Local, by AWS, from Maven Central with all it depends on, SQLite for this platform among it. */
const POM = join(import.meta.dirname, 'dynamodb-local.pom.xml')
const VERSION = '3.3.1'

function install(): string {
  const folder = join(CACHE, `dynamodb-local-${VERSION}`)
  if (existsSync(join(folder, `DynamoDBLocal-${VERSION}.jar`))) return folder
  mkdirSync(folder, { recursive: true })
  step('mvn', '-q', '-B', '-f', POM, 'dependency:copy-dependencies', `-DoutputDirectory=${folder}`)
  return folder
}

/**
 * In memory, without telemetry, on a random port. It cannot be told to listen on loopback alone; it holds nothing but
 * what the tests write.
 */
export async function startDynamoDbLocal(): Promise<Running> {
  const folder = install()
  const port = await freePort()
  const server = new Server('dynamodb-local', 'java', [
    '-Xmx512m',
    `-Djava.library.path=${folder}`,
    ...['-cp', `${folder}/*`, 'software.amazon.dynamodb.services.local.main.ServerRunner'],
    ...['-disableTelemetry', '-inMemory', '-port', String(port)],
  ])
  const endpoint = `http://127.0.0.1:${port}`
  await server.ready(() => answers(endpoint))
  return { env: { DYNAMODB_ENDPOINT: endpoint }, stop: () => server.stop() }
}
