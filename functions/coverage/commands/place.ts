import type { Actor } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Table } from '../../../shared/table/table.ts'
import { type Organ, readOrgan } from '../../organs/offers.ts'

/** The county or city that the post looks after; undefined for a post that looks after less. */
export async function placeOf(table: Table, actor: Actor): Promise<Organ | undefined> {
  const organ = await readOrgan(table, actor.scope.split('/').at(-1) ?? '')
  return organ?.kind === 'government' && organ.level !== 'town' ? organ : undefined
}

/** @throws Refusal `forbidden` */
export async function demandPlace(table: Table, actor: Actor): Promise<Organ> {
  const place = await placeOf(table, actor)
  if (place) return place
  throw new Refusal(
    'forbidden',
    '项目清单由县（区）、市政法委的审查人和督查员导入和查看。您现在的岗位不管一个县（区）或市，请换一个岗位。',
  )
}
