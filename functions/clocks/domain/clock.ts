import * as z from 'zod'

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** A post, not a person: whoever holds it on the day gets the reminder. */
export const PostRef = z.strictObject({ organ: z.string(), duty: z.string() })

/** Who decided, as the clock's own record shows it. The event beside it holds the rest. */
export const Decider = z.strictObject({ account: z.string(), name: z.string(), post: z.string() })

const common = {
  id: z.string(),
  /** Grows with each change of the clock; its reminder carries the same number. */
  rev: z.int().min(1),
  kind: z.string(),
  label: z.string(),
  bounds: z.enum(['minimum', 'maximum']),
  /** Not counted itself: the day after is day one (民法典 201). */
  startedOn: Day,
  /** As started, in its own days. Shortening and extending are kept beside it, never written over it. */
  length: z.int().min(1),
  dayKind: z.enum(['natural', 'working']),
  /** Rule and article, printed wherever the clock is shown, and how sure the number is. */
  basis: z.string(),
  mark: z.enum(['F', 'D', 'R']),
  /** Days after `from` up to and with `to` do not count. */
  pauses: z.array(z.strictObject({ from: Day, to: Day, reason: z.string() })),
  extensions: z.array(z.strictObject({ days: z.int().min(1), reason: z.string(), by: Decider, on: Day })),
  /** The shorter length, and the reason that the notice prints. */
  shortened: z.strictObject({ length: z.int().min(1), reason: z.string(), by: Decider, on: Day }).nullable(),
  /** Last day; 'unknown' while the calendar of `missingYear` is not loaded: never guessed. */
  dueOn: z.union([Day, z.literal('unknown')]),
  missingYear: z.int().nullable(),
  addressee: PostRef,
  superior: PostRef,
  title: z.string(),
  link: z.string(),
  organPath: z.string(),
}

export const Running = z.strictObject({ ...common, state: z.literal('running') })
export const Paused = z.strictObject({ ...common, state: z.literal('paused'), pausedOn: Day, pauseReason: z.string() })
export const Closed = z.strictObject({
  ...common,
  state: z.literal('closed'),
  closedOn: Day,
  closedAt: z.string(),
  /** `done`: what it waited for happened. `void`: the matter was withdrawn, cancelled or terminated. */
  outcome: z.enum(['done', 'void']),
})

export type Running = z.output<typeof Running>
export type Paused = z.output<typeof Paused>
export type Closed = z.output<typeof Closed>
/** One clock: running, paused or closed, and each holds only what that state can have. */
export type Clock = Running | Paused | Closed
export type PostRef = z.output<typeof PostRef>
export type Decider = z.output<typeof Decider>
