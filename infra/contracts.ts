import { routes as archive } from '../functions/archive/contract.ts'
import { routes as comments } from '../functions/comments/contract.ts'
import { routes as filing } from '../functions/filing/contract.ts'
import { markInboxRead, readInbox } from '../functions/inspections/contract.ts'
import { routes as notices } from '../functions/notices/contract.ts'
import { routes as organs } from '../functions/organs/contract.ts'
import type { Route } from '../shared/http/route.ts'

const FEATURES: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  organs,
  filing,
  notices,
  comments,
  archive,
  inspections: { readInbox, markInboxRead },
}

/** Every route with its feature: read by OpenAPI and by API Gateway. */
export function contracts(): { feature: string; route: Route }[] {
  return Object.entries(FEATURES).flatMap(([feature, routes]) =>
    Object.values(routes).map((route) => ({ feature, route })),
  )
}
