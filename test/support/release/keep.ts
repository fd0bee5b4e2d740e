import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEMO_PEOPLE } from '../../../functions/organs/seed/people.ts'
import type { Table } from '../../../shared/table/table.ts'
import { openProduct } from '../product.ts'
import { dumpDatabase } from './dump.ts'
import { KEPT } from './folder.ts'
import { play } from './play.ts'
import { tell } from './story.ts'

const ROOT = join(import.meta.dirname, '../../..')
export const VERSION = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version

/** Plays the story with the code as it stands, and keeps the `DATA_DIR` that it wrote in a new folder. */
export async function keepRelease(to: string): Promise<void> {
  const product = await openProduct('2026-03-02T09:00:00+08:00', { seedTable: storyOnly })
  let broken = false
  const session = play(product, (consumer) => ({
    ...consumer,
    async consume(notice) {
      if (broken && consumer.name === 'comments') throw new Error('示例：那一天处理不了')
      return consumer.consume(notice)
    },
  }))
  try {
    const story = await tell(session, (now) => {
      broken = now
    })
    mkdirSync(to, { recursive: true })
    for (const name of KEPT) cpSync(join(product.dir, name), join(to, name), { recursive: true })
    writeFileSync(join(to, 'records.sql'), dumpDatabase(join(product.dir, 'records.db')))
    writeFileSync(join(to, 'story.json'), `${JSON.stringify(story, null, 2)}\n`)
    writeFileSync(join(to, 'README.md'), readme())
  } finally {
    await session.stop()
    product.close()
  }
}

/** The organs of the story; the other 240 would be most of the fixture. The next start seeds what is missing. */
const ORGANS = new Set(['6207', '620702', '620724', ...DEMO_PEOPLE.map(({ organ }) => organ)])
const storyOnly = (table: Table): Table => ({
  ...table,
  get: async (key) => {
    const foreign = key.pk.startsWith('ORGAN#') && !ORGANS.has(key.pk.slice('ORGAN#'.length))
    return foreign ? { ...key } : table.get(key)
  },
})

function readme(): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim()
  return `# What release ${VERSION} wrote

A \`DATA_DIR\` as the code of ${commit} left it, made by \`npm run keep:release\` and never changed since: \`records.sql\` is
\`records.db\` as text, \`story.json\` says which matter is in which state and what people hold in their hands.

Only the organs of the story are registered: the next start seeds the others. \`files/site\` is left out: every start renders it anew.
Everything in it is invented (示例). The keys in \`keys/\` and \`handover/\` were made for this fixture and guard nothing else.
\`test/integration/releases.test.ts\` reads it with the code of today.
`
}
