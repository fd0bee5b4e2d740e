import { Duration, Fn, Stack, type StackProps, Validations } from 'aws-cdk-lib'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginRequestPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin, OriginGroup, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { deskHeaders, SITE_HEADERS } from '../../shared/http/served.ts'
import { acknowledge } from '../constructs/acknowledge.ts'
import { answeredHeaders, servedHeaders } from '../constructs/served-headers.ts'
import { answeredPages } from '../contracts.ts'
import type { DataStack } from './data.ts'
import type { ServiceStack } from './service.ts'
import { ACL_ARN } from './shield.ts'

/** Buckets know files, people know addresses: the same as `siteKey` and `deskKey` do on the gateway and one machine. */
const TO_FILE = `function handler(event) {
  var request = event.request, path = request.uri
  if (path === '/desk' || path.startsWith('/desk/')) {
    if (!/\\.[A-Za-z0-9]+$/.test(path)) request.uri = '/desk/index.html'
  } else if (path.endsWith('/')) request.uri = path + 'index.html'
  return request
}`

export interface EdgeProps extends StackProps {
  readonly data: DataStack
  readonly service: ServiceStack
  readonly shield: { readonly stackName: string; readonly region: string }
}

/** CloudFront before everything: files out of the buckets, the rest from the gateway, which takes no one else. */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, props: EdgeProps) {
    super(scope, id, props)
    const { data, service, shield } = props
    const { domain, edgeCertificateArn, oidcIssuer } = service.settings
    const { originSecret } = service
    if (domain === undefined || edgeCertificateArn === undefined || originSecret === undefined)
      throw new Error('an edge without its settings')

    const gateway = new HttpOrigin(`origin.${domain}`, {
      customHeaders: { 'x-origin-secret': originSecret.secretValue.unsafeUnwrap() },
    })
    const site = S3BucketOrigin.withOriginAccessControl(bucketOf(this, 'Site', data.site.bucket))
    const desk = S3BucketOrigin.withOriginAccessControl(bucketOf(this, 'Desk', data.desk.bucket))
    Validations.of(this).acknowledge({
      id: 'Annotation::@aws-cdk/aws-cloudfront-origins:updateImportedBucketPolicyOac',
      reason: 'The data stack writes the policy of its buckets itself: letCloudFrontRead.',
    })
    const answered: BehaviorOptions = {
      origin: gateway,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: answeredHeaders(this, 'AnsweredHeaders'),
    }
    const served = servingFiles(this)
    const connect = `${new URL(oidcIssuer).origin} ${service.tell('UPLOADS_ORIGIN').UPLOADS_ORIGIN}`
    const deskPage = served(desk, 'DeskHeaders', deskHeaders(connect, false))

    const distribution = new Distribution(this, 'Distribution', {
      domainNames: [domain],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', edgeCertificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      webAclId: Fn.getStackOutput(shield.stackName, ACL_ARN, shield.region),
      // What is not in the bucket is asked of the gateway, which says in words that it is not there.
      defaultBehavior: served(
        new OriginGroup({ primaryOrigin: site, fallbackOrigin: gateway, fallbackStatusCodes: [403, 404] }),
        'SiteHeaders',
        SITE_HEADERS,
      ),
      additionalBehaviors: {
        '/desk/assets/*': served(desk, 'AssetHeaders', deskHeaders(connect, true)),
        '/desk/*': deskPage,
        '/desk': deskPage,
        '/api/*': answered,
        ...Object.fromEntries(answeredPages().map((pattern) => [pattern, answered])),
      },
    })
    acknowledge(distribution, 'CFR1', 'Who works elsewhere may comment on a matter of his home.')
    acknowledge(distribution, 'CFR3', 'A log of the edge would hold the address of everyone who comments (design §5).')
  }
}

/** How files are served, from whichever bucket. */
function servingFiles(scope: Construct) {
  const toFile = {
    function: new EdgeFunction(scope, 'ToFile', {
      code: FunctionCode.fromInline(TO_FILE),
      runtime: FunctionRuntime.JS_2_0,
    }),
    eventType: FunctionEventType.VIEWER_REQUEST,
  }
  // A page that was rendered anew shows within seconds everywhere.
  const cachePolicy = new CachePolicy(scope, 'Brief', {
    defaultTtl: Duration.seconds(10),
    maxTtl: Duration.seconds(60),
    enableAcceptEncodingGzip: true,
    enableAcceptEncodingBrotli: true,
  })
  return (
    origin: BehaviorOptions['origin'],
    id: string,
    headers: Parameters<typeof servedHeaders>[2],
  ): BehaviorOptions => ({
    origin,
    cachePolicy,
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    responseHeadersPolicy: servedHeaders(scope, id, headers),
    functionAssociations: [toFile],
  })
}

/** A bucket of the data stack, whose own policy lets CloudFront in: were it written here, each stack would need the other. */
function bucketOf(scope: Construct, id: string, { bucketName, bucketRegionalDomainName }: IBucket): IBucket {
  return Bucket.fromBucketAttributes(scope, id, { bucketName, bucketRegionalDomainName })
}
