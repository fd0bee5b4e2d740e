import type { Actor } from '../../../shared/identity/actor.ts'
import { covers } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'

export interface Place {
  readonly organ: { readonly code: string; readonly path: string }
  readonly authority: { readonly code: string }
  readonly superior: { readonly code: string } | null
}

/** Offices that stand beside a filing authority, by what they do. */
export type Office = 'petitions' | 'discipline'
/** The register of organs, asked for the office beside an authority. @returns its code */
export type Beside = (authority: string, which: Office) => string

/**
 * Who hears the people: not the body that files (design §5: screening is done by a post outside it). By default the
 * 信访局 of the filing authority's place [D], of the place above when it files itself; any comment officer who oversees the
 * place may help.
 */
export function hearingOrgan(matter: Place, beside: Beside): string {
  return unlessItsOwn(matter, 'petitions', beside)
}

/**
 * Who receives accusations: the 纪委监委 of the filing authority's place [D], of the place above when it files itself; past
 * the body complained of and those above it in line (信访条例第三十条: 不得透露或者转给被检举、揭发的人员或者单位).
 */
export function receivingOrgan(matter: Place, beside: Beside): string {
  return unlessItsOwn(matter, 'discipline', beside)
}

/** That office of the filing authority's place, unless the matter is its own. */
function unlessItsOwn({ organ, authority, superior }: Place, which: Office, beside: Beside): string {
  const near = beside(authority.code, which)
  return near === organ.code && superior ? beside(superior.code, which) : near
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
