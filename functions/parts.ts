import { publicAttachment, volumeOf } from './archive/offers.ts'
import { archivePart } from './archive/part.ts'
import { opinionsOf } from './comments/offers.ts'
import { commentsPart } from './comments/part.ts'
import { filingPart } from './filing/part.ts'
import type { MatterDeps, Part } from './matters/offers.ts'
import { isPublished } from './notices/offers.ts'
import { noticesPart } from './notices/part.ts'

/** Every feature of the product. A name that is added here must be added to the parts below and to `product.ts`. */
export const FEATURES = ['organs', 'matters', 'filing', 'notices', 'comments', 'archive', 'clocks', 'site'] as const
export type FeatureName = (typeof FEATURES)[number]

/** Each feature's part in a matter; null for those that have no word in one, written out. */
const PARTS: Readonly<Record<FeatureName, ((deps: MatterDeps) => Part) | null>> = {
  organs: null,
  matters: null,
  filing: ({ matters }) => filingPart(matters),
  notices: () => noticesPart,
  comments: commentsPart,
  archive: archivePart,
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
export function others(deps: MatterDeps) {
  const { matters } = deps
  const volume = volumeOf(deps)
  return {
    filing: { volume },
    notices: {
      papers: volume,
      opinions: (notice: Parameters<typeof opinionsOf>[1]) => opinionsOf(matters, notice),
      attachment: publicAttachment(deps),
    },
    archive: { published: (matter: string, document: string) => isPublished(matters, matter, document) },
  }
}
