import { contracts } from '../functions/product.ts'

/** Addresses outside `/api/` that are answered rather than served from files, as an edge writes them: `/say/*`. */
export function answeredPages(): string[] {
  const paths = contracts().flatMap(({ route: { path } }) => (path.startsWith('/api/') ? [] : [path]))
  return [...new Set(paths.map((path) => path.replace(/\{[^{}]+\}/g, '*')))]
}
