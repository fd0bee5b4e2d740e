import { createContext, useContext } from 'react'
import type { Issuer } from '../auth/issuer.ts'
import type { Session } from '../auth/session.ts'
import type { Call } from './call.ts'
import type { Me, MyPost } from './routes.ts'

/** What every page may use: the API, who works here, and in which post. */
export interface Desk {
  readonly call: Call
  readonly session: Session
  readonly issuer: Issuer
  readonly demo: boolean
  readonly me: Me
  /** The post acted in. */
  readonly post: MyPost
  readonly choosePost: (id: string) => void
}

export const DeskContext = createContext<Desk | undefined>(undefined)

/** @throws Error outside of the desk: a mistake in the program */
export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('useDesk outside of the desk')
  return desk
}
