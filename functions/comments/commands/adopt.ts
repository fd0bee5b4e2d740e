import type { Ports } from '../../../shared/ports.ts'
import { published } from '../../notices/offers.ts'
import { ADOPTED, reconcilingWrite } from '../store.ts'

/**
 * Gives to the comparison what had ended before there was one: on the first run after the release that brought it, and
 * never again. Broken off, it begins anew.
 */
export async function adoptOld({ matters, now }: Pick<Ports, 'matters' | 'now'>): Promise<void> {
  if (await matters.get(ADOPTED)) return
  const at = now()
  for await (const { matter, notice, closesAt } of published(matters)) {
    if (new Date(closesAt).getTime() > at.getTime()) continue
    await matters.commit([reconcilingWrite({ matter, id: notice, closesAt })])
  }
  await matters.commit([{ put: { ...ADOPTED, at: at.toISOString() }, when: 'any' }]) // two at once write the same
}
