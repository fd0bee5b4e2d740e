import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { GuardFailed, TableFault, TableLimit } from '../table.ts'
import { type Attributes, toItem } from './values.ts'

const THROTTLES = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
])
const CONFLICTS = new Set([
  'TransactionConflictException',
  'TransactionInProgressException',
  'ReplicatedWriteConflictException',
  'TransactionConflict',
])
const LIMITS = new Set([
  'ValidationException',
  'ItemCollectionSizeLimitExceededException',
  'ValidationError',
  'ItemCollectionSizeLimitExceeded',
])

/**
 * The port's word for what the SDK threw. What is nobody's passing trouble (no such table, no right to it) stays as it
 * is: trying again would not help, and it must be seen.
 */
export function portError(error: unknown): unknown {
  if (error instanceof ConditionalCheckFailedException) return guardFailed([{ index: 0, item: error.Item }])
  if (error instanceof TransactionCanceledException) return cancelled(error)
  const { name, httpStatus } = describe(error)
  if (THROTTLES.has(name) || httpStatus === 429) return new TableFault('throttled', error)
  if (CONFLICTS.has(name)) return new TableFault('conflict', error)
  if (name === 'IdempotentParameterMismatchException') {
    return new TableLimit('the commit token was used for other writes')
  }
  // The service's own text is left out: it may quote what was to be stored.
  if (LIMITS.has(name)) return new TableLimit(`DynamoDB refused the request: ${name}`)
  // No answer, or one that says nothing about the outcome: time-outs, closed connections, 5xx.
  if (name === 'CredentialsProviderError') return error
  if (httpStatus === undefined || httpStatus >= 500) return new TableFault('unknown', error)
  return error
}

/** Was the request sent more than once by the SDK itself? Then an earlier one may have been carried out. */
export function sentTwice(error: unknown): boolean {
  return ((error as { $metadata?: { attempts?: number } }).$metadata?.attempts ?? 1) > 1
}

/** Reasons come one for each write, in their order. A failed guard outweighs the rest: trying again cannot help it. */
function cancelled(error: TransactionCanceledException): Error {
  const reasons = error.CancellationReasons ?? []
  const failed = reasons.flatMap(({ Code, Item }, index) =>
    Code === 'ConditionalCheckFailed' ? [{ index, item: Item }] : [],
  )
  const codes = reasons.map(({ Code }) => Code ?? 'None')
  const limit = codes.find((code) => LIMITS.has(code))
  if (limit) return new TableLimit(`DynamoDB refused the request: ${limit}`)
  if (failed.length > 0) return guardFailed(failed)
  // Cancelled means that nothing was written, whatever the reason.
  return new TableFault(codes.some((code) => THROTTLES.has(code)) ? 'throttled' : 'conflict', error)
}

function guardFailed(failed: readonly { index: number; item: Attributes | undefined }[]): GuardFailed {
  return new GuardFailed(failed.map(({ index, item }) => ({ index, current: item ? toItem(item) : undefined })))
}

function describe(error: unknown): { name: string; httpStatus: number | undefined } {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } }
  return { name: String(name), httpStatus: $metadata?.httpStatusCode }
}
