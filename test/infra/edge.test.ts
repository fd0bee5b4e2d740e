import { describe, expect, it } from 'vitest'
import { answeredPages } from '../../infra/contracts.ts'
import { ofType, type Resource, synthesized } from './synthesized.ts'

const all = synthesized({
  domain: 'wenping.example.gov.cn',
  certificateArn: 'arn:aws:acm:ap-east-1:111111111111:certificate/example',
  edgeCertificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/example',
})
const [distribution] = ofType(all, 'AWS::CloudFront::Distribution') as [Resource]
const config = distribution.Properties.DistributionConfig
const behaviours = new Map<string, Resource['Properties']>(
  config.CacheBehaviors.map((b: Resource['Properties']) => [b.PathPattern, b]),
)
/** CloudFront's own policies, by the ids it publishes. */
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'

describe('the edge', () => {
  it('never keeps what a function answers: a form, a receipt, a reply to staff', () => {
    expect(answeredPages()).toEqual(expect.arrayContaining(['/say/*', '/receipt', '/lookup', '/papers/*/*']))
    for (const pattern of ['/api/*', ...answeredPages()]) {
      expect(behaviours.get(pattern)?.CachePolicyId, pattern).toBe(CACHING_DISABLED)
      expect(behaviours.get(pattern)?.AllowedMethods, pattern).toContain('POST')
    }
    const files = ['/desk', '/desk/*', '/desk/assets/*']
    expect([...behaviours.keys()].sort()).toEqual([...files, '/api/*', ...answeredPages()].sort())
  })

  it('asks the gateway with a secret, which every function that answers demands', () => {
    const origins = config.Origins.filter(
      (o: Resource['Properties']) => o.DomainName === 'origin.wenping.example.gov.cn',
    )
    for (const origin of origins) {
      expect(origin.OriginCustomHeaders[0].HeaderName).toBe('x-origin-secret')
      expect(JSON.stringify(origin.OriginCustomHeaders)).toContain('{{resolve:secretsmanager:')
      expect(origin.CustomOriginConfig.OriginProtocolPolicy).toBe('https-only')
    }
    expect(origins.length).toBeGreaterThan(0)
    const told = ofType(all, 'AWS::Lambda::Function').filter((f) => f.Properties.Environment.Variables.OIDC_JWKS)
    for (const fn of told)
      expect(JSON.stringify(fn.Properties.Environment.Variables.ORIGIN_SECRET), fn.id).toContain('resolve')
    expect(ofType(all, 'AWS::ApiGatewayV2::Api')[0]?.Properties.DisableExecuteApiEndpoint).toBe(true)
  })

  it('lets a desk run nothing but its own files, and connect to the issuer and the uploads alone', () => {
    const policies = ofType(all, 'AWS::CloudFront::ResponseHeadersPolicy')
    const desk = JSON.stringify(policies.find((p) => p.id.startsWith('DeskHeaders')))
    expect(desk).toContain("connect-src 'self' https://login.example.gov.cn https://")
    const site = JSON.stringify(policies.find((p) => p.id.startsWith('SiteHeaders')))
    expect(site).toContain("default-src 'none'")
    for (const policy of policies) expect(JSON.stringify(policy)).toContain('StrictTransportSecurity')
  })

  it('shuts no village out that shares one address, and no opinion that looks like an attack', () => {
    const [acl] = ofType(all, 'AWS::WAFv2::WebACL') as [Resource]
    const rules = acl.Properties.Rules as Resource['Properties'][]
    expect(acl.Properties.DefaultAction).toEqual({ Allow: {} })
    const blocking = rules.filter((rule) => rule.Action?.Block || (rule.OverrideAction && !rule.OverrideAction.Count))
    expect(blocking.map((rule) => rule.Name)).toEqual(['known-bad-inputs'])
    expect(rules.find((rule) => rule.Name === 'flood')?.Action).toEqual({ Count: {} })
    for (const rule of rules) expect(rule.VisibilityConfig.SampledRequestsEnabled, rule.Name).toBe(false)
  })

  it('reads its firewall’s name from us-east-1, where alone firewalls for CloudFront are', () => {
    expect(JSON.stringify(config.WebACLId)).toContain('Fn::GetStackOutput')
    expect(JSON.stringify(config.WebACLId)).toContain('us-east-1')
  })
})
