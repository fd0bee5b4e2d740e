import { App } from 'aws-cdk-lib'
import { describe, expect, it } from 'vitest'
import cdk from '../cdk.json' with { type: 'json' }
import { readSettings } from './settings.ts'

const CERTIFICATES = {
  domain: 'wenping.example.gov.cn',
  certificateArn: 'arn:aws:acm:ap-east-1:111111111111:certificate/example',
  edgeCertificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/example',
}
const settings = (context: Readonly<Record<string, string>>) =>
  readSettings(new App({ context: { ...cdk.context, ...context } }).node)

describe('the settings of an installation', () => {
  it('have an edge where there is a certificate for it, unless told otherwise', () => {
    expect(settings({}).edge).toBe(false)
    expect(settings(CERTIFICATES).edge).toBe(true)
    expect(settings({ ...CERTIFICATES, edge: 'off' }).edge).toBe(false)
  })

  it('lock the archive so that an erasure stays possible, unless compliance is asked for', () => {
    expect(settings({}).lockMode).toBe('governance')
    expect(settings({ lockMode: 'compliance' }).lockMode).toBe('compliance')
  })

  it.each([
    ['an edge without a domain', { edge: 'on' }, 'an edge needs domain'],
    ['an edge in China', { ...CERTIFICATES, region: 'cn-northwest-1' }, 'a region outside China'],
    ['a domain without its certificate', { domain: 'wenping.example.gov.cn' }, 'go together'],
    ['nobody to appoint the first people', { administratorId: '' }, 'administratorId'],
    ['a lock of no kind', { lockMode: 'none' }, 'lockMode'],
    ['an issuer without TLS', { oidcIssuer: 'http://login.example.gov.cn' }, 'oidcIssuer'],
  ])('%s is named before anything is deployed', (_what, context, words) => {
    expect(() => settings(context as unknown as Record<string, string>)).toThrow(words)
  })
})
