import type { Table } from '../../../shared/table/table.ts'
import { MatterParams } from '../../matters/contract.ts'
import { loadMatter } from '../../matters/offers.ts'
import { currentNotice, type Notice } from '../../notices/offers.ts'

export interface Open {
  readonly notice: Notice
  readonly title: string
  readonly organName: string
  readonly villages: readonly string[]
}

/** Milliseconds for which a matter's published facts are remembered: the intake path then reads nothing. */
const REMEMBERED = 30_000
const MOST = 500

/** The notice that a matter's comments answer to. Notices never change; which one is current may, after a while. */
export function openNotices(table: Pick<Table, 'get'>, now: () => Date): (matter: string) => Promise<Open | undefined> {
  const known = new Map<string, { open: Open; until: number }>()
  return async (matter) => {
    // What a person typed may be anything; only a matter's number becomes a key.
    if (!MatterParams.safeParse({ matter }).success) return undefined
    const at = now().getTime()
    const remembered = known.get(matter)
    if (remembered && remembered.until > at) return remembered.open
    const open = await read(table, matter)
    if (!open) return undefined
    // One that is over may be followed by another at any moment: who writes then must not be called late.
    if (new Date(open.notice.closesAt).getTime() <= at) return open
    if (known.size >= MOST) known.delete(known.keys().next().value as string)
    known.set(matter, { open, until: Math.min(at + REMEMBERED, new Date(open.notice.closesAt).getTime()) })
    return open
  }
}

async function read(table: Pick<Table, 'get'>, id: string): Promise<Open | undefined> {
  const notice = await currentNotice(table, id)
  const matter = notice && (await loadMatter(table, id))
  if (!notice || !matter) return undefined
  return { notice, title: matter.facts.title, organName: matter.organ.name, villages: matter.facts.villages }
}
