import { routes as archive } from '../functions/archive/contract.ts'
import { routes as comments } from '../functions/comments/contract.ts'
import { routes as filing } from '../functions/filing/contract.ts'
import { markInboxRead, readInbox } from '../functions/inspections/contract.ts'
import { routes as notices } from '../functions/notices/contract.ts'
import { routes as organs } from '../functions/organs/contract.ts'
import { routes as site } from '../functions/site/contract.ts'
import type { Route } from '../shared/http/route.ts'

const FEATURES: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  organs,
  filing,
  notices,
  comments,
  archive,
  inspections: { readInbox, markInboxRead },
  site,
}

/** Every route with its feature: read by OpenAPI and by API Gateway. */
export function contracts(): { feature: string; route: Route }[] {
  return Object.entries(FEATURES).flatMap(([feature, routes]) =>
    Object.values(routes).map((route) => ({ feature, route })),
  )
}

/** The routes of one feature. */
export function routesOf(feature: keyof typeof FEATURES): Route[] {
  return Object.values(FEATURES[feature] ?? {})
}

/** Addresses outside `/api/` that are answered rather than served from files, as an edge writes them: `/say/*`. */
export function answeredPages(): string[] {
  const paths = contracts().flatMap(({ route: { path } }) => (path.startsWith('/api/') ? [] : [path]))
  return [...new Set(paths.map((path) => path.replace(/\{[^{}]+\}/g, '*')))]
}
