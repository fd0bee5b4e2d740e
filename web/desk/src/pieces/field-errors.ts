import type { FormInstance } from 'antd'
import type { ApiError } from '../api/problem.ts'

/** `facts.risks.0.name` → `['facts', 'risks', 0, 'name']`, as AntD names a field. */
export function namePath(field: string): (string | number)[] {
  return field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}

/**
 * Puts what the server said beside the fields that it is about.
 * @param within path in the request's body under which the form's values lie, `form`
 * @returns messages of fields that the form does not have: they go into the summary on top
 */
export function placeFieldErrors(form: FormInstance, error: ApiError, within = ''): string[] {
  const known = new Set(form.getFieldsError().map((f) => f.name.join('.')))
  const here = new Map<string, string[]>()
  const elsewhere: string[] = []
  for (const { field, message } of error.fields) {
    const own = within !== '' && field.startsWith(`${within}.`) ? field.slice(within.length + 1) : field
    // A field may be named more finely than the form shows it: the nearest one around it takes the message.
    const parts = own.split('.')
    let at = parts.length
    while (at > 0 && !known.has(parts.slice(0, at).join('.'))) at--
    if (at === 0) elsewhere.push(message)
    else {
      const name = parts.slice(0, at).join('.')
      here.set(name, [...(here.get(name) ?? []), message])
    }
  }
  form.setFields([...here].map(([name, errors]) => ({ name: namePath(name), errors })))
  const first = form.getFieldsError().find((f) => here.has(f.name.join('.')))
  if (first) form.scrollToField(first.name, { block: 'center', focus: true })
  return elsewhere
}
