import type { Node } from 'constructs'
import * as z from 'zod'

/**
 * What differs between installations, from CDK context (`cdk.json`, `cdk.context.json` or `-c name=value`). Synthesis names
 * what is missing or wrong, before anything is deployed.
 */
const schema = z.strictObject({
  /** Prefix of every stack: two installations in one account differ in it. */
  installation: z.string().regex(/^[a-z][a-z0-9-]{1,20}$/),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/),
  /** The issuer whose tokens staff sign in with: 政务统一身份认证, Keycloak or any other that speaks OIDC. */
  oidcIssuer: z.url({ protocol: /^https$/ }),
  oidcAudience: z.string().min(1),
  /** `jwks_uri` in the issuer's discovery document. */
  oidcJwks: z.url({ protocol: /^https$/ }),
  /** Under which the desk is registered there, as a public client with PKCE. */
  oidcClientId: z.string().min(1),
  /** `sub` and name of the first administrator, who appoints everybody else. */
  administratorId: z.string().min(1),
  administratorName: z.string().min(1),
  /** Own domain of the public address, `wenping.example.gov.cn`; with it the gateway's default address is closed. */
  domain: z.string().min(4).optional(),
  /** ACM certificate in `region`: of `domain`, or of `origin.<domain>` where an edge stands before the gateway. */
  certificateArn: z.string().startsWith('arn:').optional(),
  /** ACM certificate of `domain` in us-east-1, where CloudFront looks for it. */
  edgeCertificateArn: z.string().startsWith('arn:').optional(),
  /** CloudFront and its WAF. By default where there is a certificate for it. Not without a domain, not in China. */
  edge: z.enum(['on', 'off']).optional(),
  /**
   * How the archive's files are locked. `compliance`: nobody, not even the account's owner, can take one away before its
   * time, an identity paper brought by mistake included. Locks that are there keep their mode. See docs/adr/0009.
   */
  lockMode: z.enum(['governance', 'compliance']).default('governance'),
  /** Who gets the alarms; subscriptions may also be made by hand. */
  alarmEmail: z.email().optional(),
})

export interface Settings extends Omit<z.output<typeof schema>, 'edge'> {
  readonly edge: boolean
  /** `aws-cn`: Beijing and Ningxia, where there is no SES and CloudFront wants a filing of its own. */
  readonly china: boolean
}

/** @throws Error that names what is missing or wrong. */
export function readSettings(node: Node): Settings {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => {
      const value: unknown = node.tryGetContext(name)
      return value === undefined || value === '' ? [] : [[name, value]]
    }),
  )
  const read = schema.safeParse(given)
  if (!read.success) throw new Error(`context: ${z.prettifyError(read.error)}`)
  const settings = read.data
  const china = settings.region.startsWith('cn-')
  if ((settings.domain === undefined) !== (settings.certificateArn === undefined)) {
    throw new Error('context: domain and certificateArn go together')
  }
  const edge = settings.edge === undefined ? settings.edgeCertificateArn !== undefined : settings.edge === 'on'
  if (edge && (china || settings.edgeCertificateArn === undefined || settings.domain === undefined)) {
    throw new Error('context: an edge needs domain, certificateArn and edgeCertificateArn, and a region outside China')
  }
  return { ...settings, china, edge }
}
