import { Refusal } from '../kernel/refusal.ts'
import type { Duty } from './duty.ts'

/** A person acting in one post: what every command is given, and what every event records. */
export interface Actor {
  readonly account: string
  readonly name: string
  readonly post: string
  readonly duty: Duty
  /** Organ of the post: code, name, and its path from the city down (`6207/620702/620702100`). */
  readonly organ: string
  readonly organName: string
  readonly organPath: string
  /** What the post may see: everything at or below this path. An office that oversees a county has the county's path. */
  readonly scope: string
  /** Set when the person acts as deputy (AB角) or is lent by another organ: that post's holder or that organ. */
  readonly standingIn?: { readonly kind: 'deputy' | 'lent'; readonly of: string }
}

/** Is an organ's path at or below the scope? */
export function covers(scope: string, organPath: string): boolean {
  return organPath === scope || organPath.startsWith(`${scope}/`)
}

/** @throws Refusal `not-found`, so that nobody learns that another body's matter exists. */
export function demandScope(actor: Actor, organPath: string, what = '事项'): void {
  if (!covers(actor.scope, organPath)) throw new Refusal('not-found', `没有找到这个${what},或者它不在您的管理范围内`)
}
