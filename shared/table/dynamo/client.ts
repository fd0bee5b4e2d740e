import { DynamoDBClient } from '@aws-sdk/client-dynamodb'

/**
 * The client that `openDynamo` wants. The adapter does the retrying, since only it knows which write may be sent twice;
 * the SDK's own retries would hide that an earlier attempt may have been carried out.
 * @param options.endpoint for an emulator
 */
export function dynamoClient(options: { endpoint?: string; region?: string } = {}): DynamoDBClient {
  return new DynamoDBClient({
    ...options,
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
  })
}
