import type { MatterView } from '../../api/routes.ts'

/** What a button of a step is given. */
export interface ActProps {
  readonly matter: MatterView
  /** Why it must wait, as the server said. */
  readonly notNow: string | undefined
}
