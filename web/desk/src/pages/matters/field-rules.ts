/** A field that must be filled in, and what is said where it is not. */
export const must = (message: string) => [{ required: true, message }]

/** What can be chosen, from the names that the contract gives. */
export const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }))
