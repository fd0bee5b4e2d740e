import { S3Client } from '@aws-sdk/client-s3'

/**
 * The client that `openS3` wants: every upload brings its SHA-256, and what is read is checked against what was kept,
 * so the SDK's own CRCs would only be work.
 * @param options.endpoint for an emulator; `AWS_ENDPOINT_URL_S3` does the same
 */
export function s3Client(options: { endpoint?: string; region?: string } = {}): S3Client {
  return new S3Client({
    ...options,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
}
