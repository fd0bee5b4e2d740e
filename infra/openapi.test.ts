import { describe, expect, it } from 'vitest'
import { compose as composeSite } from '../functions/site/compose.ts'
import { inert } from '../test/support/inert.ts'
import { contracts } from './contracts.ts'
import { features } from './local/features.ts'
import { openapi } from './openapi.ts'

describe('the API description', () => {
  it('has every route that the server answers, and no other', () => {
    const site = composeSite({ issuer: '', clientId: '', audience: '', demo: true }, inert)
    const bound = [...features(inert), site].flatMap((f) =>
      f.routes.map(({ route }) => `${f.name} ${route.method} ${route.path}`),
    )
    expect(
      contracts()
        .map(({ feature, route }) => `${feature} ${route.method} ${route.path}`)
        .sort(),
    ).toEqual(bound.sort())
  })

  it('names who may call, what is asked and how a refusal looks', () => {
    const document = openapi()
    const file = document.paths?.['/api/matters/{matter}/file']?.post
    expect(file?.description).toBe('可以使用:审查人')
    expect(JSON.stringify(file?.requestBody)).toContain('"opinion"')
    expect(JSON.stringify(file?.responses)).toContain('application/problem+json')
  })
})
