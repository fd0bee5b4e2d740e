import { KMSClient } from '@aws-sdk/client-kms'

/** For signer, mac and sealer. @param options.endpoint for an emulator; `AWS_ENDPOINT_URL_KMS` does the same */
export function kmsClient(options: { endpoint?: string; region?: string } = {}): KMSClient {
  return new KMSClient(options)
}
