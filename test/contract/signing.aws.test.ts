import { CreateKeyCommand, type CreateKeyCommandInput, KMSClient } from '@aws-sdk/client-kms'
import { describe, it } from 'vitest'
import { kmsMac, openKmsSigner } from '../../shared/signing/kms.ts'
import { macContract, signerContract } from '../../shared/signing/signing.contract.ts'

const endpoint = process.env.AWS_ENDPOINT

if (endpoint) {
  const client = new KMSClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  const newKey = async (input: CreateKeyCommandInput) =>
    (await client.send(new CreateKeyCommand(input))).KeyMetadata?.KeyId as string
  const signing = () => newKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' })
  const mac = () => newKey({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' })

  const open = async () => {
    const [first, second, other] = await Promise.all([signing(), signing(), signing()])
    return {
      before: openKmsSigner({ client, keyIds: [first] }),
      after: openKmsSigner({ client, keyIds: [second, first] }),
      withdrawn: openKmsSigner({ client, keyIds: [second] }),
      stranger: openKmsSigner({ client, keyIds: [other] }),
    }
  }
  // moto hashes a digest once more; shared/signing/kms.test.ts holds what we send instead.
  signerContract('KMS', open, { digest: 'getmoto/moto#10202' })

  const same = mac()
  macContract(
    'KMS',
    async () => kmsMac({ client, keyId: await same }),
    async () => kmsMac({ client, keyId: await mac() }),
  )
} else {
  describe('Signer and Mac: KMS', () => {
    it.skip('needs a KMS server: set AWS_ENDPOINT (npm run test:aws)', () => {})
  })
}
