import { Refusal } from '../kernel/refusal.ts'
import { GuardFailed, type Item, type Table, type Write } from './table.ts'

/** How long a command's key is remembered. Longer than any retry, shorter than anybody's memory. */
const REMEMBERED_DAYS = 30

/** The caller's key for one command, and a digest of what was asked, so that a key cannot be used for two things. */
export interface CommandKey {
  readonly key: string
  readonly digest: string
}

/** Makes the write that belongs into the command's own commit; `subject` is what the command made or changed. */
export type OnceWrites = (subject: string) => readonly (Write & { readonly otherwise: () => Refusal })[]

/**
 * Carries a staff command out once per client key, however often it is sent. The key's row is written in the command's
 * own commit, so there is no moment in which one is done and the other is not.
 * @returns the subject, now or from the first time
 * @throws Refusal `duplicate` when the key was used for something else
 */
export async function once(
  table: Table,
  account: string,
  key: CommandKey | undefined,
  now: Date,
  run: (stamp: OnceWrites) => Promise<string>,
): Promise<string> {
  if (!key) return run(() => [])
  const at = { pk: `COMMAND#${account}`, sk: key.key }
  const before = await table.get(at)
  if (before) return replayed(before, key)
  const expiresAt = Math.floor(now.getTime() / 1000) + REMEMBERED_DAYS * 86_400
  try {
    return await run((subject) => [
      { put: { ...at, digest: key.digest, subject, expiresAt }, when: 'absent', otherwise: twinWasFaster },
    ])
  } catch (error) {
    // A twin of this request may have been faster: then its answer is ours too.
    const twin = error instanceof GuardFailed || error instanceof Refusal ? await table.get(at) : undefined
    if (twin) return replayed(twin, key)
    throw error
  }
}

/** Never shown: whoever catches it finds the twin's row and answers as the twin did. */
const twinWasFaster = () => new Refusal('duplicate', '这个操作已经办理过,请刷新页面查看。')

function replayed(row: Item, key: CommandKey): string {
  if (row.digest !== key.digest) throw new Refusal('duplicate', '这个操作编号已用于另一个操作,请刷新页面后重试。')
  return String(row.subject)
}
