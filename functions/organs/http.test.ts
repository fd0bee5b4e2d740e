import { describe, expect, it } from 'vitest'
import { pipeline } from '../../shared/http/pipeline.ts'
import { silent } from '../../shared/observe/observe.ts'
import { jsonBody, send } from '../../test/support/http.ts'
import { demoOrgans } from '../../test/support/organs.ts'
import { http } from './http.ts'

/** The real pipeline and store; a token is the account's own id. */
async function server() {
  const { deps, source } = await demoOrgans()
  const handler = pipeline(http(deps), {
    verifier: { verify: async (token) => ({ subject: token }) },
    actors: source,
    log: silent,
    now: deps.now,
    errorPage: async () => '',
  })
  const get = (path: string, account: string) =>
    send(handler, { path, headers: { authorization: `Bearer ${account}` } })
  const post = (path: string, account: string, body: unknown) => send(handler, { path, ...jsonBody(body, account) })
  return { get, post }
}

describe('the organs’ routes', () => {
  it('tell a person who he is and in which posts', async () => {
    const { get } = await server()
    const { statusCode, json } = await get('/api/me', 'lj-archivist')
    expect(statusCode).toBe(200)
    expect(json).toMatchObject({
      account: 'lj-archivist',
      name: '示例·罗档案',
      current: { post: '620702100.archivist', acts: true },
      posts: [
        { post: '620702100.archivist', as: 'holder' },
        { post: '620702100.filer', as: 'deputy', acts: false },
      ],
    })
  })

  it('give the whole register to anyone signed in', async () => {
    const { get } = await server()
    const { json } = await get('/api/organs', 'sq-filer')
    expect(json.organs).toHaveLength(260)
  })

  it('show posts, history and people to who manages them, and to no neighbour', async () => {
    const { get } = await server()
    const { json } = await get('/api/organs/620702100/posts', 'lj-leader')
    expect(json.posts).toHaveLength(4)
    expect(json.posts).toContainEqual(expect.objectContaining({ id: '620702100.filer', acting: ['lj-filer'] }))
    expect(json.people).toHaveLength(4)
    expect((await get('/api/organs/620702100/posts', 'sq-leader')).statusCode).toBe(404)
    expect((await get('/api/organs/620702100/posts', 'lj-filer')).statusCode).toBe(403)
  })

  it.each([
    ['appoint', { duty: 'archivist', seat: 2, account: 'lj-comments', as: 'holder', from: '2026-11-24' }],
    ['hand-over', { post: '620702100.filer', from: 'lj-filer', to: 'lj-archivist', on: '2026-11-24' }],
    ['end', { post: '620702100.filer', holding: 'seed-1', lastDay: '2026-11-30' }],
    ['leave', { account: 'lj-filer', from: '2026-11-25', to: '2026-11-30' }],
    ['accounts', { id: 'lj-new', name: '示例·𠮷䶮' }],
    ['close-account', { account: 'lj-comments' }],
  ])('let the leader %s', async (what, body) => {
    const { post } = await server()
    const path = `/api/organs/620702100/${what}`
    expect((await post(path, 'lj-leader', body)).statusCode).toBe(200)
    expect((await post(path, 'lj-leader', body)).statusCode).toBe(200)
    expect((await post(path, 'lj-filer', body)).statusCode).toBe(403)
    expect((await post(path, 'sq-leader', body)).statusCode).toBe(404)
  })

  it.each([
    ['a duty that does not exist', { duty: 'king' }, 'duty'],
    ['a day that does not exist', { from: '2026-02-30' }, 'from'],
    ['a field that does not exist', { scope: '6207' }, 'scope'],
    ['an account that would break a key', { account: 'a#b' }, 'account'],
    ['half a character in a document', { document: '\ud800' }, 'document'],
    ['a seat of the wrong type', { seat: '1' }, 'seat'],
  ])('name the field of %s', async (_, wrong, field) => {
    const { post } = await server()
    const body = { duty: 'filer', seat: 2, account: 'lj-comments', as: 'holder', from: '2026-11-24', ...wrong }
    const { statusCode, json } = await post('/api/organs/620702100/appoint', 'lj-leader', body)
    expect(statusCode).toBe(400)
    expect((json.fields as { field: string }[]).map((one) => one.field)).toEqual([field])
  })
})
