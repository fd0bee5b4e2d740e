import { ROAD } from '../support/road.ts'
import { NOTICE } from '../support/steps.ts'

/** Registers the road and publishes its notice, so that people may comment. @returns the matter's number */
export async function publishRoad(url: string, token: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const post = async (path: string, body: unknown) => {
    const got = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!got.ok) throw new Error(`${path}: ${got.status} ${await got.text()}`)
    return (await got.json()) as { id: string; version: number }
  }
  const { id, version } = await post('/api/matters', ROAD)
  await post(`/api/matters/${id}/notices`, { version, notice: NOTICE })
  return id
}
