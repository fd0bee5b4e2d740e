type Scalar = string | number | boolean | null | undefined

/**
 * Fills a route's path and appends the query. Absent values are left out; lists repeat their name.
 * @throws TypeError when a placeholder has no value: that is a mistake in the page
 */
export function urlOf(
  path: string,
  params: Readonly<Record<string, unknown>> = {},
  query: Readonly<Record<string, unknown>> = {},
): string {
  const filled = path.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined || value === null || value === '') throw new TypeError(`no value for {${name}} in ${path}`)
    return encodeURIComponent(String(value))
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of (Array.isArray(value) ? value : [value]) as Scalar[]) {
      if (one !== undefined && one !== null && one !== '') search.append(name, String(one))
    }
  }
  const tail = search.toString()
  return tail === '' ? filled : `${filled}?${tail}`
}
