import type { Ports } from '../shared/ports.ts'
import { publicAttachment, publicPapers, volumeOf } from './archive/offers.ts'
import { archivePart } from './archive/part.ts'
import { opinionsOf, toReconcile } from './comments/offers.ts'
import { commentsPart } from './comments/part.ts'
import { filingPart } from './filing/part.ts'
import type { MatterDeps, Part } from './matters/offers.ts'
import { isPublished, type Notice } from './notices/offers.ts'
import { noticesPart } from './notices/part.ts'

/** Every feature of the product. A name that is added here must be added to the parts below and to `product.ts`. */
export const FEATURES = [
  'organs',
  'matters',
  'filing',
  'notices',
  'comments',
  'archive',
  'coverage',
  'clocks',
  'site',
] as const
export type FeatureName = (typeof FEATURES)[number]

/** Each feature's part in a matter; null for those that have no word in one, written out. */
const PARTS: Readonly<Record<FeatureName, ((deps: MatterDeps) => Part) | null>> = {
  organs: null,
  matters: null,
  filing: ({ matters }) => filingPart(matters),
  notices: () => noticesPart,
  comments: commentsPart,
  archive: archivePart,
  coverage: null,
  clocks: null,
  site: null,
}

/** What a feature that changes matters is given: its ports with all parts. Where parts meet; no HTTP here. */
export function withParts<P extends Omit<MatterDeps, 'parts'>>(ports: P): P & MatterDeps {
  const parts: Part[] = []
  const deps = { ...ports, parts }
  for (const part of Object.values(PARTS)) if (part) parts.push(part(deps))
  return deps
}

/** What features ask of each other on the server, beside their part in a matter: typed in each one's `others.ts`. */
export const others = {
  filing: (deps: MatterDeps) => ({ volume: volumeOf(deps) }),
  notices: (deps: MatterDeps & Pick<Ports, 'files'>) => ({
    papers: publicPapers(deps),
    opinions: (notice: Notice) => opinionsOf(deps.matters, notice),
    attachment: publicAttachment(deps),
    ended: toReconcile,
  }),
  archive: ({ matters }: MatterDeps) => ({
    published: (matter: string, document: string) => isPublished(matters, matter, document),
  }),
} as const
