import { S3ServiceException } from '@aws-sdk/client-s3'

/**
 * Whether a store says that something is not there. A HEAD answers without a body, so its errors have a status and no
 * code: 404; 405 for a version that is a delete marker; 400 for a version name that the store never gave.
 */
export function isAbsent(error: unknown, version?: string): boolean {
  if (!(error instanceof S3ServiceException)) return false
  if (error.name === 'NoSuchBucket') return false
  if (['NotFound', 'NoSuchKey', 'NoSuchVersion'].includes(error.name)) return true
  const status = error.$metadata.httpStatusCode
  return status === 404 || (version !== undefined && (status === 405 || status === 400))
}

export function isDenied(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 403
}

/** For a look-up: undefined if it is not there. */
export async function orAbsent<T>(looking: Promise<T>, version?: string): Promise<T | undefined> {
  try {
    return await looking
  } catch (error) {
    if (isAbsent(error, version)) return undefined
    throw error
  }
}
