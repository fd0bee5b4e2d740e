import type { Ports } from '../../../shared/ports.ts'
import { indexPage } from '../../../shared/table/index-read.ts'
import { published } from '../../notices/offers.ts'
import { ADOPTED, RECONCILING, Reconciling, reconcilingWrite } from '../store.ts'

type Deps = Pick<Ports, 'matters' | 'now'>

/** Notices whose comparison is due: the list is as long as what has ended and is not yet equal. */
export async function waiting(deps: Deps): Promise<Reconciling[]> {
  const found: Reconciling[] = []
  let cursor: string | undefined
  do {
    const to = deps.now().toISOString()
    const page = await indexPage(deps.matters, { index: 'due', pk: RECONCILING, to, ...(cursor ? { cursor } : {}) })
    found.push(...page.items.map((item) => Reconciling.parse(item)))
    cursor = page.cursor
  } while (cursor)
  return found
}

/**
 * Gives to the comparison what had ended before there was one: on the first run after the release that brought it, and
 * never again. Broken off, it begins anew.
 */
export async function adoptOld({ matters, now }: Deps): Promise<void> {
  if (await matters.get(ADOPTED)) return
  const at = now()
  for await (const { matter, notice, closesAt } of published(matters)) {
    if (new Date(closesAt).getTime() > at.getTime()) continue
    await matters.commit([reconcilingWrite({ matter, id: notice, closesAt })])
  }
  await matters.commit([{ put: { ...ADOPTED, at: at.toISOString() }, when: 'any' }]) // two at once write the same
}
