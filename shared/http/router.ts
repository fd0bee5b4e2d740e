import { Refusal } from '../kernel/refusal.ts'
import type { BoundRoute } from './bind.ts'

export interface Match {
  readonly bound: BoundRoute
  readonly params: Readonly<Record<string, string>>
}

/** Finds the route of a request. Literal segments win over placeholders. */
export function router(routes: readonly BoundRoute[]): (method: string, path: string) => Match {
  const table = routes.map((bound) => ({ bound, segments: bound.route.path.split('/').slice(1) }))
  table.sort((a, b) => weight(a.segments) - weight(b.segments))
  refuseTwins(routes)
  return (method, path) => {
    const parts = path.split('/').slice(1)
    let other = false
    for (const { bound, segments } of table) {
      const params = match(segments, parts)
      if (!params) continue
      if (bound.route.method === method || (method === 'HEAD' && bound.route.method === 'GET')) return { bound, params }
      other = true
    }
    throw new Refusal('not-found', other ? '这个地址不接受这种请求方式。' : '没有这个地址。')
  }
}

const weight = (segments: readonly string[]) => segments.filter((s) => s.startsWith('{')).length

function match(segments: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (segments.length !== parts.length) return undefined
  const params: Record<string, string> = {}
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i] as string
    const part = parts[i] as string
    if (segment.startsWith('{')) {
      const value = decoded(part)
      if (value === undefined || value === '') return undefined
      params[segment.slice(1, -1)] = value
    } else if (segment !== part) return undefined
  }
  return params
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}

function refuseTwins(routes: readonly BoundRoute[]): void {
  const seen = new Set<string>()
  for (const { route } of routes) {
    const key = `${route.method} ${route.path.replace(/\{[^{}]+\}/g, '{}')}`
    if (seen.has(key)) throw new Error(`two routes at ${key}`)
    seen.add(key)
  }
}
