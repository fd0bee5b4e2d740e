import type * as z from 'zod'

/**
 * Reads a function's settings by its own schema. Variables that the schema does not name (the machine has
 * many) are not looked at; an empty one counts as absent.
 * @throws Error that names the variables that are missing or wrong, never their values: they may be secrets
 */
export function readEnv<S extends z.ZodObject>(
  schema: S,
  variables: Readonly<Record<string, string | undefined>>,
): z.output<S> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => (variables[name] ? [[name, variables[name]]] : [])),
  )
  const read = schema.safeParse(given)
  if (read.success) return read.data
  const names = [...new Set(read.error.issues.map((issue) => String(issue.path[0])))]
  throw new Error(`environment: ${names.sort().join(', ')} missing or wrong`)
}
