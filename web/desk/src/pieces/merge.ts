import { canonical, type Json } from '../../../../shared/kernel/canonical.ts'

type Values = Readonly<Record<string, unknown>>

/** A field that both changed, each to something else. */
export interface Clash {
  /** Dotted path, `facts.title`. */
  readonly field: string
  readonly mine: unknown
  readonly theirs: unknown
}

export interface Merge<V> {
  /** Theirs, with what I alone changed put in; at a clash it holds mine. */
  readonly values: V
  readonly clashes: readonly Clash[]
  /** What they alone changed, by path: it comes in without a question, and is told. */
  readonly taken: readonly string[]
}

/**
 * Three-way merge of a form: `base` as I opened it, `mine` as I have it, `theirs` as it is on the server now. Plain
 * objects are merged field by field; a list is one field, since half of two lists is nobody's list.
 */
export function merge<V extends object>(base: V, mine: V, theirs: V): Merge<V> {
  const clashes: Clash[] = []
  const taken: string[] = []
  const walk = (b: Values, m: Values, t: Values, at: string): Values => {
    const out: Record<string, unknown> = {}
    for (const name of new Set([...Object.keys(t), ...Object.keys(m)])) {
      const field = at === '' ? name : `${at}.${name}`
      const [was, my, their] = [b[name], m[name], t[name]]
      if (isPlain(my) && isPlain(their)) out[name] = walk(isPlain(was) ? was : {}, my, their, field)
      else if (same(my, their)) out[name] = my
      else if (same(my, was)) {
        out[name] = their
        taken.push(field)
      } else {
        out[name] = my
        if (!same(their, was)) clashes.push({ field, mine: my, theirs: their })
      }
    }
    return out
  }
  const values = walk(base as Values, mine as Values, theirs as Values, '') as V
  return { values, clashes, taken }
}

/** A copy of `values` with one dotted path set. */
export function withField<V extends object>(values: V, field: string, value: unknown): V {
  const [head = '', ...rest] = field.split('.')
  const inner = (values as Record<string, unknown>)[head]
  const next = rest.length === 0 ? value : withField(isPlain(inner) ? inner : {}, rest.join('.'), value)
  return { ...values, [head]: next }
}

/** Nothing typed, an empty text and an absent field are one and the same to the person who looks at the form. */
function same(a: unknown, b: unknown): boolean {
  return text(a) === text(b)
}

function text(value: unknown): string {
  if (value === undefined || value === null || value === '') return ''
  try {
    return canonical(value as Json)
  } catch {
    return JSON.stringify(value)
  }
}

function isPlain(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
