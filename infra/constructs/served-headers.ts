import { Duration } from 'aws-cdk-lib'
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront'
import type { Construct } from 'constructs'

const YEAR = Duration.days(365)

/** Everywhere: whoever has been here once comes by TLS from then on. */
const hsts = { accessControlMaxAge: YEAR, includeSubdomains: false, override: true }

/** For what functions answer: they set everything else themselves. */
export function answeredHeaders(scope: Construct, id: string): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(scope, id, { securityHeadersBehavior: { strictTransportSecurity: hsts } })
}

/** For what buckets give: `SITE_HEADERS` or `deskHeaders` of `shared/http/served.ts`, as CloudFront wants them. */
export function servedHeaders(
  scope: Construct,
  id: string,
  headers: { readonly 'cache-control': string; readonly 'content-security-policy': string },
): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(scope, id, {
    customHeadersBehavior: {
      customHeaders: [{ header: 'cache-control', value: headers['cache-control'], override: true }],
    },
    securityHeadersBehavior: {
      strictTransportSecurity: hsts,
      contentSecurityPolicy: { contentSecurityPolicy: headers['content-security-policy'], override: true },
      contentTypeOptions: { override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.SAME_ORIGIN, override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
    },
  })
}
