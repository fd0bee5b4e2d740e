import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { localDeadLetters } from '../../shared/events/local/dead-letters.ts'
import { Deliveries } from '../../shared/events/local/deliveries.ts'
import { type Clock, spokenInstant } from '../../shared/kernel/clock.ts'

const USAGE = '用法:npm run dead-letters -- list [模块] | resend <编号>'

/**
 * Lists the notices that a feature could not take, or sends one again, whose group then goes on. Works while the
 * server runs (it looks again within a minute) and while it is stopped (then at the next start).
 * @throws Error in plain Chinese: usage, no data, no such letter
 */
export async function deadLettersCommand(
  args: readonly string[],
  options: { readonly dir: string; readonly now: Clock; readonly print: (line: string) => void },
): Promise<void> {
  const { dir, now, print } = options
  const [verb, argument, ...more] = args
  if (more.length > 0 || !(verb === 'list' || (verb === 'resend' && argument))) throw new Error(USAGE)
  const file = join(dir, 'records.db')
  if (!existsSync(file)) throw new Error(`没有找到数据:${file}。请用 DATA_DIR 指明数据目录。`)
  const database = new DatabaseSync(file, { timeout: 5000 })
  try {
    const letters = localDeadLetters(new Deliveries(database), now)
    if (verb === 'resend') {
      await letters.resend(argument ?? '')
      print(`已重发 ${argument}。服务运行时一分钟内处理,停着时下次启动后处理。`)
      return
    }
    const all = await letters.list(argument)
    for (const { id, consumer, notice, attempts, error, at } of all) {
      print(
        `${id} · ${consumer} · ${notice.type} · ${notice.pk} · ${notice.sk} · 试过 ${attempts} 次 · ${error} · ${spokenInstant(at)}`,
      )
    }
    print(
      all.length === 0
        ? '没有死信。'
        : `共 ${all.length} 条。查明原因并改正后,用 npm run dead-letters -- resend <编号> 重发。`,
    )
  } finally {
    database.close()
  }
}

if (import.meta.main) {
  const options = { dir: process.env.DATA_DIR || '.data', now: () => new Date(), print: console.log }
  await deadLettersCommand(process.argv.slice(2), options).catch((error: Error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
