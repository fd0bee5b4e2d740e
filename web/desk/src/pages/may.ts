import type { May } from '../../../../shared/http/route.ts'
import type { Duty } from '../../../../shared/identity/duty.ts'
import { filing } from '../api/routes.ts'

/** May somebody in a post with this duty use the route? The server decides again; this only keeps dead ends off the screen. */
export function mayUse(may: May, duty: Duty): boolean {
  return typeof may === 'string' || may.includes(duty)
}

/** Does the post review what others file? Then lists open with what waits for its body. */
export const reviews = (duty: Duty): boolean => mayUse(filing.accept.may, duty)
