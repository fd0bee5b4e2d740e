import { generateKeyPairSync, hash, type KeyObject, sign } from 'node:crypto'
import {
  GenerateMacCommand,
  GetPublicKeyCommand,
  KMSClient,
  KMSInternalException,
  KMSServiceException,
  SignCommand,
  type SignCommandInput,
} from '@aws-sdk/client-kms'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { kmsMac, openKmsSigner } from './kms.ts'

const kms = mockClient(KMSClient)
const client = new KMSClient({ region: 'local', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } })
const throttled = new KMSServiceException({
  name: 'ThrottlingException',
  $fault: 'client',
  $metadata: { httpStatusCode: 400 },
  message: 'Rate exceeded',
})
const broken = new KMSInternalException({ $metadata: { httpStatusCode: 500 }, message: 'internal' })

const newPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
const spki = (key: KeyObject) => Uint8Array.from(key.export({ format: 'der', type: 'spki' }))
const current = newPair()
const former = newPair()

/** GetPublicKey of this key, after one fault if given. */
function answerWith(pair: typeof current, id: string, fault?: Error) {
  const on = kms.on(GetPublicKeyCommand, { KeyId: id })
  if (fault) on.rejectsOnce(fault)
  on.resolves({ KeyId: `arn:${id}`, PublicKey: spki(pair.publicKey) })
}

const signRaw = (pair: typeof current) => async (input: SignCommandInput) => ({
  Signature: sign('sha256', input.Message as Uint8Array, pair.privateKey),
})
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const split = (jws: string): [string, string] => [
  jws.slice(0, jws.lastIndexOf('.')),
  jws.slice(jws.lastIndexOf('.') + 1),
]

/** A JWS of `{ a: 1 }` as KMS would have made it with this pair. */
async function genuine(pair: typeof current): Promise<string> {
  answerWith(pair, 'genuine')
  kms.on(SignCommand).callsFake(signRaw(pair))
  const jws = await openKmsSigner({ client, keyIds: ['genuine'] }).sign('t', { a: 1 })
  kms.resetHistory()
  return jws
}

describe('signing with KMS when KMS has a bad day', () => {
  beforeEach(() => {
    kms.reset()
    answerWith(current, 'current')
    answerWith(former, 'former')
  })

  it.each([
    ['throttling', throttled],
    ['a 5xx', broken],
  ])('%s while signing is passed on as the fault it is, and the next try signs', async (_, fault) => {
    const signer = openKmsSigner({ client, keyIds: ['current'] })
    kms.on(SignCommand).rejectsOnce(fault).callsFake(signRaw(current))
    await expect(signer.sign('t', { a: 1 })).rejects.toBe(fault)
    expect(await signer.verify('t', await signer.sign('t', { a: 1 }))).toEqual({ a: 1 })
  })

  it('sends KMS a short message as it is, to the key itself and not to its alias', async () => {
    const [input] = split(await genuine(current))
    const signer = openKmsSigner({ client, keyIds: ['current'] })
    kms.on(SignCommand).callsFake(signRaw(current))
    await signer.sign('t', { a: 1 })
    const sent = kms.commandCalls(SignCommand)[0]?.args[0].input
    expect(sent).toMatchObject({ KeyId: 'arn:current', MessageType: 'RAW', SigningAlgorithm: 'ECDSA_SHA_256' })
    expect(Buffer.from(sent?.Message as Uint8Array).toString()).toBe(input)
  })

  it('sends KMS the digest of what is over its 4096 bytes', async () => {
    const payload = { list: 'x'.repeat(5000) }
    const signer = openKmsSigner({ client, keyIds: ['current'] })
    const [{ kid }] = (await signer.jwks()).keys as [{ kid: string }]
    const input = Buffer.from(`${part({ alg: 'ES256', typ: 't', kid })}.${part(payload)}`)
    kms.on(SignCommand).callsFake(async () => ({ Signature: sign('sha256', input, current.privateKey) }))
    expect(await signer.verify('t', await signer.sign('t', payload))).toEqual(payload)
    const sent = kms.commandCalls(SignCommand)[0]?.args[0].input
    expect(sent).toMatchObject({ MessageType: 'DIGEST', Message: hash('sha256', input, 'buffer') })
  })

  it.each([
    ['throttling', throttled],
    ['a 5xx', broken],
  ])('%s while fetching a public key is not remembered', async (_, fault) => {
    answerWith(current, 'current', fault)
    const signer = openKmsSigner({ client, keyIds: ['current'] })
    await expect(signer.jwks()).rejects.toBe(fault)
    expect((await signer.jwks()).keys).toHaveLength(1)
  })

  it('asks for each public key once, however many ask at the same time', async () => {
    const jws = await genuine(current)
    const signer = openKmsSigner({ client, keyIds: ['current', 'former'] })
    await Promise.all([signer.jwks(), signer.jwks(), signer.verify('t', jws)])
    expect(kms.commandCalls(GetPublicKeyCommand)).toHaveLength(2)
  })

  it('never calls a good signature bad because its key could not be fetched', async () => {
    const jws = await genuine(former)
    answerWith(former, 'former', throttled)
    const signer = openKmsSigner({ client, keyIds: ['current', 'former'] })
    await expect(signer.verify('t', jws)).rejects.toBe(throttled)
    expect(await signer.verify('t', jws)).toEqual({ a: 1 })
  })

  it('verifies with the keys it has while a former one is out of reach', async () => {
    kms.on(GetPublicKeyCommand, { KeyId: 'former' }).rejects(broken)
    const signer = openKmsSigner({ client, keyIds: ['current', 'former'] })
    expect(await signer.verify('t', await genuine(current))).toEqual({ a: 1 })
  })

  it('hands out no signature that its own public key does not verify', async () => {
    kms.on(SignCommand).resolves({ Signature: sign('sha256', Buffer.from('other'), former.privateKey) })
    const signer = openKmsSigner({ client, keyIds: ['current'] })
    await expect(signer.sign('t', { a: 1 })).rejects.toThrow(/does not verify/)
    kms.on(SignCommand).resolves({})
    await expect(signer.sign('t', { a: 1 })).rejects.toThrow(/does not verify/)
  })

  it('refuses a key of another kind at once', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
    kms.on(GetPublicKeyCommand, { KeyId: 'rsa' }).resolves({ KeyId: 'arn:rsa', PublicKey: spki(rsa.publicKey) })
    await expect(openKmsSigner({ client, keyIds: ['rsa'] }).jwks()).rejects.toThrow(/P-256/)
  })
})

describe('the Mac derived from KMS', () => {
  beforeEach(() => kms.reset())

  it('asks KMS once and then works alone', async () => {
    kms.on(GenerateMacCommand).resolves({ Mac: new Uint8Array(32).fill(7) })
    const mac = await kmsMac({ client, keyId: 'mac' })
    expect(mac('receipt', 'a')).not.toEqual(mac('receipt', 'b'))
    expect(kms.commandCalls(GenerateMacCommand)).toHaveLength(1)
  })

  it.each([
    ['throttling', throttled],
    ['a 5xx', broken],
  ])('does not start without its secret: %s', async (_, fault) => {
    kms.on(GenerateMacCommand).rejects(fault)
    await expect(kmsMac({ client, keyId: 'mac' })).rejects.toBe(fault)
  })

  it.each([[{}], [{ Mac: new Uint8Array(16) }]])(
    'does not start with a secret that is missing or short',
    async (reply) => {
      kms.on(GenerateMacCommand).resolves(reply)
      await expect(kmsMac({ client, keyId: 'mac' })).rejects.toThrow()
    },
  )
})
