import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms'
import { type Bucket, HttpMethods } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { IDENTITIES, MATTERS } from '../../shared/table/definition.ts'
import { explain } from '../constructs/acknowledge.ts'
import { DataTable } from '../constructs/data-table.ts'
import { PrivateBucket } from '../constructs/private-bucket.ts'
import type { Settings } from '../settings.ts'

const OWNERS =
  'The account itself administers its key (AWS default): without this statement nobody could ever change it.'

/** As `openKmsSealer` wants them. */
const SEALING = { keySpec: KeySpec.RSA_3072, keyUsage: KeyUsage.ENCRYPT_DECRYPT }

/** Requests to the buckets are kept as long as 网络安全法 第二十一条 demands of network logs, at least six months. */
const LOG_DAYS = 200

/** An upload is verified and moved within minutes. What is left was abandoned or quarantined: kept as on one machine. */
const INCOMING_DAYS = 30

/** What must outlive every deployment: records, files, keys. Nothing in this stack is ever replaced or removed with it. */
export class DataStack extends Stack {
  readonly matters: DataTable
  readonly identities: DataTable
  /** Encrypts records and files; `identitiesKey` is another, so that access to one says nothing of the other. */
  readonly dataKey: Key
  readonly identitiesKey: Key
  readonly signingKey: Key
  readonly macKey: Key
  /** Commenters' contact data and accusations: sealed by anybody, opened by the function of who receives them alone. */
  readonly contactsKey: Key
  readonly accusationsKey: Key
  readonly incoming: PrivateBucket
  readonly archive: PrivateBucket
  readonly site: PrivateBucket
  /** Apart from the site: who renders public pages cannot change what staff run. */
  readonly desk: PrivateBucket

  constructor(scope: Construct, id: string, props: StackProps & { settings: Settings }) {
    super(scope, id, { ...props, terminationProtection: true })
    const { settings } = props

    this.dataKey = this.key('DataKey', '稳评: records and files', { enableKeyRotation: true })
    this.identitiesKey = this.key('IdentitiesKey', '稳评: personal data of commenters', { enableKeyRotation: true })
    // Certificates and receipts name the key that signed them; a new key is a deployment, not a rotation.
    this.signingKey = this.key('SigningKey', '稳评: certificates, receipts, roots', {
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
    })
    this.macKey = this.key('MacKey', '稳评: receipt codes', {
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
    })

    this.contactsKey = this.key('ContactsKey', '稳评: contact data of commenters, sealed', SEALING)
    this.accusationsKey = this.key('AccusationsKey', '稳评: accusations, sealed', SEALING)

    this.matters = new DataTable(this, 'Matters', { definition: MATTERS, key: this.dataKey })
    this.identities = new DataTable(this, 'Identities', { definition: IDENTITIES, key: this.identitiesKey })

    const logs = new PrivateBucket(this, 'Logs', { expireAfterDays: LOG_DAYS }).bucket
    this.incoming = new PrivateBucket(this, 'Incoming', {
      logs,
      key: this.dataKey,
      expireAfterDays: INCOMING_DAYS,
      cors: [uploadsFrom(settings)],
    })
    this.archive = new PrivateBucket(this, 'Archive', { logs, key: this.dataKey, locked: true })
    this.site = new PrivateBucket(this, 'Site', { logs })
    this.desk = new PrivateBucket(this, 'Desk', { logs })
    new CfnOutput(this, 'DeskBucket', { value: this.desk.bucket.bucketName })
    new CfnOutput(this, 'SiteBucket', { value: this.site.bucket.bucketName })
    if (settings.edge) for (const { bucket } of [this.site, this.desk]) this.letCloudFrontRead(bucket)
    explain(
      logs.policy?.node.defaultChild as Construct,
      'S3 names each log of requests; they lie under the prefix of their bucket.',
    )
  }

  /** Any distribution of this account: naming the edge itself would make the two stacks need each other. */
  private letCloudFrontRead(bucket: Bucket): void {
    bucket.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
        actions: ['s3:GetObject'],
        resources: [bucket.arnForObjects('*')],
        conditions: {
          StringEquals: { 'aws:SourceAccount': this.account },
          ArnLike: { 'aws:SourceArn': `arn:${this.partition}:cloudfront::${this.account}:distribution/*` },
        },
      }),
    )
    const policy = bucket.policy?.node.defaultChild as Construct
    explain(policy, 'What lies here is for everybody who opens the page; CloudFront of this account brings it.')
  }

  private key(id: string, description: string, more: Partial<ConstructorParameters<typeof Key>[2]>): Key {
    const key = new Key(this, id, {
      description,
      removalPolicy: RemovalPolicy.RETAIN,
      pendingWindow: Duration.days(30),
      ...more,
    })
    explain(key.node.defaultChild as Construct, OWNERS)
    return key
  }
}

/** Browsers upload straight to the bucket, by a presigned request, from the pages of the product alone. */
function uploadsFrom(settings: Settings) {
  return {
    allowedMethods: [HttpMethods.PUT, HttpMethods.POST],
    // Without an own domain the address is not known before the first deployment; a presigned request is still needed.
    allowedOrigins: [settings.domain === undefined ? 'https://*' : `https://${settings.domain}`],
    allowedHeaders: ['content-type', 'x-amz-checksum-sha256', 'x-amz-content-sha256'],
    maxAge: 3600,
  }
}
