import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import { acknowledge } from '../constructs/acknowledge.ts'
import { Alarms } from '../constructs/alarm.ts'
import { Gateway } from '../constructs/http-api.ts'
import { Publisher } from '../constructs/publisher.ts'
import type { Settings } from '../settings.ts'
import type { DataStack } from './data.ts'

/** Every setting that a function of this installation may have, by its name in the env schemas. */
export interface FunctionEnv {
  readonly MATTERS_TABLE: string
  readonly IDENTITIES_TABLE: string
  readonly INCOMING_BUCKET: string
  readonly ARCHIVE_BUCKET: string
  /** As S3 calls it. */
  readonly LOCK_MODE: string
  readonly SITE_BUCKET: string
  readonly DESK_BUCKET: string
  /** Where browsers upload to. */
  readonly UPLOADS_ORIGIN: string
  readonly SIGNING_KEY_ARN: string
  readonly MAC_KEY_ARN: string
  readonly CONTACTS_KEY_ARN: string
  readonly ACCUSATIONS_KEY_ARN: string
  readonly OIDC_ISSUER: string
  readonly OIDC_AUDIENCE: string
  readonly OIDC_JWKS: string
  readonly OIDC_CLIENT_ID: string
  readonly ADMIN_ID: string
  readonly ADMIN_NAME: string
  /** Empty without an edge. */
  readonly ORIGIN_SECRET: string
  /** Without a slash at the end. */
  readonly PUBLIC_URL: string
}

/** What runs, and may be deployed ten times a day: the gateway, the change feed, and one construct per feature. */
export class ServiceStack extends Stack {
  readonly settings: Settings
  readonly data: DataStack
  readonly alarms: Alarms
  readonly gateway: Gateway
  readonly publisher: Publisher
  /** With an edge: what it sends along, and what the functions demand. */
  readonly originSecret: Secret | undefined
  private readonly functionEnv: FunctionEnv

  constructor(scope: Construct, id: string, props: StackProps & { settings: Settings; data: DataStack }) {
    super(scope, id, props)
    const { settings, data } = props
    this.settings = settings
    this.data = data
    this.alarms = new Alarms(this, 'Alarms', { installation: settings.installation, email: settings.alarmEmail })
    this.gateway = new Gateway(this, 'Gateway', { domain: gatewayDomain(settings) })
    this.publisher = new Publisher(this, 'ChangeFeed', { table: data.matters.table, alarms: this.alarms })
    this.originSecret = settings.edge ? originSecret(this) : undefined
    this.functionEnv = {
      MATTERS_TABLE: data.matters.table.tableName,
      IDENTITIES_TABLE: data.identities.table.tableName,
      INCOMING_BUCKET: data.incoming.bucket.bucketName,
      ARCHIVE_BUCKET: data.archive.bucket.bucketName,
      LOCK_MODE: settings.lockMode.toUpperCase(),
      SITE_BUCKET: data.site.bucket.bucketName,
      DESK_BUCKET: data.desk.bucket.bucketName,
      UPLOADS_ORIGIN: `https://${data.incoming.bucket.bucketRegionalDomainName}`,
      SIGNING_KEY_ARN: data.signingKey.keyArn,
      MAC_KEY_ARN: data.macKey.keyArn,
      CONTACTS_KEY_ARN: data.contactsKey.keyArn,
      ACCUSATIONS_KEY_ARN: data.accusationsKey.keyArn,
      OIDC_ISSUER: settings.oidcIssuer,
      OIDC_AUDIENCE: settings.oidcAudience,
      OIDC_JWKS: settings.oidcJwks,
      OIDC_CLIENT_ID: settings.oidcClientId,
      ADMIN_ID: settings.administratorId,
      ADMIN_NAME: settings.administratorName,
      ORIGIN_SECRET: this.originSecret?.secretValue.unsafeUnwrap() ?? '',
      PUBLIC_URL: settings.domain === undefined ? this.gateway.url : `https://${settings.domain}`,
    }
  }

  /** The settings that a function's env schema names. */
  tell<K extends keyof FunctionEnv>(...names: readonly K[]): Pick<FunctionEnv, K> {
    return Object.fromEntries(names.map((name) => [name, this.functionEnv[name]])) as Pick<FunctionEnv, K>
  }
}

/** The settings of `httpEnv`, for every function that answers requests. */
export const HTTP = ['OIDC_ISSUER', 'OIDC_AUDIENCE', 'OIDC_JWKS', 'ORIGIN_SECRET'] as const

/**
 * Proves that a request came through the edge and its firewall; it gives access to nothing. CloudFormation writes it into
 * variables and headers, so whoever may read a function's configuration sees it: see docs/adr/0008.
 */
function originSecret(scope: Construct): Secret {
  const secret = new Secret(scope, 'OriginSecret', {
    generateSecretString: { passwordLength: 48, excludePunctuation: true },
    removalPolicy: RemovalPolicy.RETAIN,
  })
  acknowledge(secret, 'SMG4', 'Edge and functions must change together: a new secret is a deployment, not a rotation.')
  return secret
}

/** Behind an edge the gateway is `origin.<domain>`: the public name belongs to the edge. */
function gatewayDomain({ domain, certificateArn, edge }: Settings) {
  if (domain === undefined || certificateArn === undefined) return undefined
  return { name: edge ? `origin.${domain}` : domain, certificateArn }
}
