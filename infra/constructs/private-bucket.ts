import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CorsRule,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'

export interface PrivateBucketProps {
  /** Where requests are logged; absent for the bucket that holds the logs. */
  readonly logs?: IBucket
  /** Without it S3 encrypts with its own key: for what is public anyway, and for logs, which S3 cannot write otherwise. */
  readonly key?: IKey
  /** Write once, read many: a version that is locked is removed by nobody who may not bypass its lock, and no role may. */
  readonly locked?: boolean
  readonly cors?: readonly CorsRule[]
  /** What is no longer wanted of its own accord: everything, after so many days. */
  readonly expireAfterDays?: number
}

/** No public access, TLS only, versions kept, and it outlives its stack. */
export class PrivateBucket extends Construct {
  readonly bucket: Bucket

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id)
    const { key, logs, cors, expireAfterDays } = props
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
      objectLockEnabled: props.locked ?? false,
      ...(key
        ? { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true }
        : { encryption: BucketEncryption.S3_MANAGED }),
      ...(logs ? { serverAccessLogsBucket: logs, serverAccessLogsPrefix: `${id.toLowerCase()}/` } : {}),
      ...(cors ? { cors: [...cors] } : {}),
      lifecycleRules: [
        { id: 'unfinished-uploads', abortIncompleteMultipartUploadAfter: Duration.days(7) },
        ...(expireAfterDays === undefined
          ? []
          : [
              {
                id: 'expire',
                expiration: Duration.days(expireAfterDays),
                noncurrentVersionExpiration: Duration.days(expireAfterDays),
              },
            ]),
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    })
  }
}
