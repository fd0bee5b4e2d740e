import type { Feature } from '../shared/feature.ts'
import type { Route } from '../shared/http/route.ts'
import type { Ports } from '../shared/ports.ts'
import { compose as composeArchive } from './archive/compose.ts'
import { routes as archive } from './archive/contract.ts'
import { compose as composeClocks } from './clocks/compose.ts'
import { routes as clocks } from './clocks/contract.ts'
import { compose as composeComments } from './comments/compose.ts'
import { routes as comments } from './comments/contract.ts'
import { compose as composeCoverage } from './coverage/compose.ts'
import { routes as coverage } from './coverage/contract.ts'
import { compose as composeFiling } from './filing/compose.ts'
import { routes as filing } from './filing/contract.ts'
import { compose as composeMatters } from './matters/compose.ts'
import { routes as matters } from './matters/contract.ts'
import { compose as composeNotices } from './notices/compose.ts'
import { routes as notices } from './notices/contract.ts'
import { compose as composeOrgans } from './organs/compose.ts'
import { routes as organs } from './organs/contract.ts'
import { type FeatureName, others, withParts } from './parts.ts'
import { routes as site } from './site/contract.ts'

/** What an installation may set of the features themselves; the defaults are the features' own. */
export interface ProductSettings {
  readonly contactDays?: number
}

type Composed = Ports & ReturnType<typeof withParts> & { readonly settings: ProductSettings }

/**
 * The features, once: read by the local server, OpenAPI, the gateway and the tests. `compose` is null for what only AWS
 * needs a function for (the local server serves its pages itself).
 */
const PRODUCT: Readonly<
  Record<
    FeatureName,
    { readonly routes: Readonly<Record<string, Route>>; compose: ((ports: Composed) => Feature) | null }
  >
> = {
  organs: { routes: organs, compose: composeOrgans },
  matters: { routes: matters, compose: composeMatters },
  filing: { routes: filing, compose: (ports) => composeFiling({ ...ports, ...others.filing(ports) }) },
  notices: { routes: notices, compose: (ports) => composeNotices({ ...ports, ...others.notices(ports) }) },
  comments: { routes: comments, compose: (ports) => composeComments(ports, ports.settings.contactDays) },
  archive: { routes: archive, compose: (ports) => composeArchive({ ...ports, ...others.archive(ports) }) },
  coverage: { routes: coverage, compose: composeCoverage },
  clocks: { routes: clocks, compose: (ports) => composeClocks(ports) },
  site: { routes: site, compose: null },
}

/** The product on one set of ports. On AWS each feature has a `lambda.ts` of its own. */
export function features(ports: Ports, settings: ProductSettings = {}): readonly Feature[] {
  const composed: Composed = { ...withParts(ports), settings }
  return Object.values(PRODUCT).flatMap(({ compose }) => (compose ? [compose(composed)] : []))
}

/** Every route with its feature. */
export function contracts(): { readonly feature: FeatureName; readonly route: Route }[] {
  return (Object.keys(PRODUCT) as FeatureName[]).flatMap((feature) =>
    routesOf(feature).map((route) => ({ feature, route })),
  )
}

export function routesOf(feature: FeatureName): Route[] {
  return Object.values(PRODUCT[feature].routes)
}
