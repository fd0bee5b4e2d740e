import type { Actor } from '../../../shared/identity/actor.ts'
import { covers } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'

interface Place {
  readonly organ: { readonly code: string; readonly path: string }
  readonly authority: { readonly code: string }
  readonly superior: { readonly code: string } | null
}

/**
 * Who hears the people: not the body that files (design §5: screening is done by a post outside it). By default the
 * 信访局 of the filing authority's place [D], of the place above when it files itself; any comment officer who oversees the
 * place may help.
 */
export function hearingOrgan(matter: Place): string {
  return besides(matter, '-XFJ')
}

/**
 * Who receives accusations: the 纪委监委 of the filing authority's place [D], of the place above when it files itself; past
 * the body complained of and those above it in line (信访条例第三十条: 不得透露或者转给被检举、揭发的人员或者单位).
 */
export function receivingOrgan(matter: Place): string {
  return besides(matter, '-JW')
}

/** That office of the filing authority's place, unless the matter is its own. */
function besides({ organ, authority, superior }: Place, suffix: string): string {
  const near = authority.code.replace(/-PLC$/, suffix)
  return near === organ.code && superior ? superior.code.replace(/-PLC$/, suffix) : near
}

/** @throws Refusal `not-found` outside the officer's place, `forbidden` for the filing body's own people */
export function demandHearer(actor: Actor, matter: Place): void {
  if (!covers(actor.scope, matter.organ.path)) {
    throw new Refusal('not-found', '没有找到这个事项,或者它不在您的管理范围内。')
  }
  if (actor.organ === matter.organ.code) {
    throw new Refusal('forbidden', '群众意见由填报单位以外的意见办理人查看和答复。')
  }
}
