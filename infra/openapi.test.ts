import { describe, expect, it } from 'vitest'
import { contracts, features } from '../functions/product.ts'
import { compose as composeSite } from '../functions/site/compose.ts'
import type { FileInfo } from '../shared/files/files.ts'
import { inert } from '../test/support/inert.ts'
import { openapi, putOpenapi } from './openapi.ts'

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

  it('lies among the files of the public site, and is brought again when it is another', async () => {
    const there = new Map<string, string>()
    let puts = 0
    const head = async (_space: string, key: string) => ({ sha256: there.get(key) }) as FileInfo
    const put = async (
      _space: string,
      key: string,
      content: Uint8Array,
      { contentType, sha256 }: { contentType: string; sha256?: string },
    ) => {
      expect([contentType, JSON.parse(Buffer.from(content).toString())]).toEqual([
        'application/json; charset=utf-8',
        JSON.parse(JSON.stringify(openapi())),
      ])
      there.set(key, String(sha256))
      puts++
      return {} as FileInfo
    }
    await putOpenapi({ head, put })
    await putOpenapi({ head, put })
    expect([...there.keys(), puts]).toEqual(['openapi.json', 1])
    there.set('openapi.json', 'of another release')
    await putOpenapi({ head, put })
    expect(puts).toBe(2)
  })

  it('names who may call, what is asked and how a refusal looks', () => {
    const document = openapi()
    const file = document.paths?.['/api/matters/{matter}/file']?.post
    expect(file?.description).toBe('可以使用:审查人')
    expect(JSON.stringify(file?.requestBody)).toContain('"opinion"')
    expect(JSON.stringify(file?.responses)).toContain('application/problem+json')
  })
})
