import { extend, SYSTEM } from '../../../shared/events/chain.ts'
import { commitDecided, type Guarded } from '../../../shared/events/change.ts'
import { hashOf } from '../../../shared/signing/hash.ts'
import type { Table } from '../../../shared/table/table.ts'
import { loadMatter, type Matter } from '../../matters/offers.ts'
import { projectCode } from '../domain/code.ts'
import { type MatterRef, recount, standingOf, withMatter } from '../domain/standing.ts'
import { asJson, codeKey, listPk, loadCode, loadList, loadProject, type ProjectHead, projectPk } from '../store.ts'

/** What a project remembers of a matter. */
function refOf({ id, facts, organ, authority, superior, decision, life, registeredAt }: Matter): MatterRef {
  const bodies = [organ, authority, superior, decision].flatMap((body) => (body ? [body.code] : []))
  return {
    id,
    title: facts.title,
    organName: organ.name,
    organPath: organ.path,
    bodies: [...new Set(bodies)],
    authorityName: authority.name,
    cancelled: life.state === 'cancelled',
    registeredAt,
  }
}

/**
 * Brings a project, and every list that has its code, to what the matter now is. Nothing when they say so already: it may
 * be asked as often as anybody likes.
 */
async function matchWrites(table: Pick<Table, 'get'>, matter: string, at: string): Promise<Guarded[]> {
  const head = await loadMatter(table, matter)
  const code = head && projectCode(head.facts.projectCode)
  if (!code) return []
  const stored = await loadProject(table, code)
  const before: ProjectHead = stored?.is ?? { code, lists: [], matters: [] }
  const after: ProjectHead = { ...before, matters: withMatter(before.matters, refOf(head)) }
  if (stored && hashOf(asJson(after)) === hashOf(asJson(before))) return []
  const data = { matter, state: head.life.state }
  const change = { type: 'coverage.matched', by: SYSTEM, at, data }
  const project = extend(projectPk(code), stored?.item, { ...change, state: asJson(after) })
  const lists = await Promise.all(
    after.lists.map((place) => onList(table, place, after, { ...change, data: { ...data, code } })),
  )
  return [...project.writes, ...lists.flat()]
}

async function onList(
  table: Pick<Table, 'get'>,
  place: string,
  { code, matters }: ProjectHead,
  change: Omit<Parameters<typeof extend>[2], 'state'>,
): Promise<Guarded[]> {
  const [list, row] = await Promise.all([loadList(table, place), loadCode(table, place, code)])
  if (!list || !row) throw new Error('a project names a list that does not have it')
  const standing = standingOf(matters)
  const put = { ...codeKey(place, code), ...asJson({ ...row, standing, matters }) }
  return extend(listPk(place), list.item, {
    ...change,
    state: asJson({ ...list.is, ...recount(list.is, row.standing, standing) }),
    rows: [{ put, when: 'present' }], // what it held is guarded by the list's version
  }).writes
}

/** Commits it, again whenever a list or the project was changed meanwhile. */
export async function match(table: Pick<Table, 'get' | 'commit'>, matter: string, at: string): Promise<void> {
  const attempt = async () => {
    const writes = await matchWrites(table, matter, at)
    return writes.length > 0 ? writes : undefined
  }
  await commitDecided(table, attempt, { whenUnknown: 'ask again' })
}
