/** Why a request is refused. A closed set: `shared/http/problem.ts` maps each code to one HTTP status. */
export type RefusalCode =
  | 'invalid' // the input is malformed; `fields` names what and why
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'changed' // somebody else changed it meanwhile; `details` says who and when
  | 'wrong-state' // the matter is not in a state from which this may be done
  | 'rule' // a rule of the field forbids it; the message says which
  | 'duplicate' // the same key was used for other content
  | 'too-large'
  | 'unsupported' // media type, file type
  | 'unavailable' // try again: nothing was lost

export interface FieldProblem {
  /** Path in the input, dotted: `form.risks.0.name`. */
  readonly field: string
  /** Plain Chinese: what to do. */
  readonly message: string
}

/**
 * A refusal is an answer, not a fault: it is caught once, in `shared/http`, and never retried by a queue.
 * `message` and every `fields[].message` are plain Chinese and hold no personal data.
 */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly fields: readonly FieldProblem[]
  readonly details: Readonly<Record<string, string | number | boolean>>

  constructor(
    code: RefusalCode,
    message: string,
    more: { fields?: readonly FieldProblem[]; details?: Readonly<Record<string, string | number | boolean>> } = {},
  ) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.fields = more.fields ?? []
    this.details = more.details ?? {}
  }
}
