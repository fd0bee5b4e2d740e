import { CAST } from '../road.ts'
import { html, pdf } from '../samples.ts'
import { paper } from '../steps.ts'
import { announced } from '../volume.ts'
import type { Play } from './play.ts'

const TODAY = '2026-04-01'

/** A volume with a paper in every state but those that arrive last. */
export async function bringPapers(play: Play, matter: string): Promise<void> {
  const { product } = play
  const at = `/api/matters/${matter}/documents`
  await paper(product, CAST.filer, matter, {
    kind: 'visit',
    source: 'signed-scan',
    title: '示例：走访登记',
    restricted: true,
  })
  await paper(product, CAST.filer, matter, {
    kind: 'media',
    source: 'photo',
    title: '示例：迟到的材料',
    eventDate: '2026-01-05',
  })
  const first = await paper(product, CAST.filer, matter, {
    kind: 'meeting',
    source: 'signed-scan',
    title: '示例：会议记录',
  })
  const correction = {
    kind: 'meeting',
    source: 'signed-scan',
    title: '示例：会议记录',
    replaces: first,
    replaceReason: '缺一页',
  }
  await paper(product, CAST.filer, matter, correction)
  const gone = await paper(product, CAST.filer, matter, { kind: 'other', title: '示例：传错的材料' })
  await done(product.call(CAST.filer, 'POST', `${at}/${gone}/withdraw`, { reason: '示例：传错了' }))

  const bad = await announce(play, matter, html(), { kind: 'other', title: '示例：不是PDF' })
  await product.ports.files.put('incoming', `${matter}/${bad}`, html(), { contentType: 'application/pdf' })
  await done(product.call(CAST.filer, 'POST', `${at}/${bad}/arrived`))

  await announce(play, matter, pdf(1), { kind: 'other', title: '示例：始终没有传来' })
  const taken = await announce(play, matter, pdf(1), { kind: 'other', title: '示例：登记后撤下' })
  await done(product.call(CAST.filer, 'POST', `${at}/${taken}/withdraw`, { reason: '示例：不需要' }))
  await done(product.call(CAST.archivist, 'GET', `${at}/${first}/link`))
  await play.crank({ days: 2 }) // what never came lapses
}

/** At the very end: one announced, one whose file is there and nobody said so. */
export async function leaveArrivals(play: Play, matter: string): Promise<void> {
  await announce(play, matter, pdf(1), { kind: 'other', title: '示例：还没有传' })
  const content = pdf(2)
  const untold = await announce(play, matter, content, {
    kind: 'expert',
    source: 'signed-scan',
    title: '示例：传完断线',
  })
  await play.product.ports.files.put('incoming', `${matter}/${untold}`, content, { contentType: 'application/pdf' })
}

async function announce({ product }: Play, matter: string, content: Buffer, more: object): Promise<string> {
  const body = announced(content, { eventDate: TODAY, ...more })
  const { json } = await done(product.call(CAST.filer, 'POST', `/api/matters/${matter}/documents`, body))
  return (json.document as { id: string }).id
}

async function done(call: ReturnType<Play['lookUp']>): ReturnType<Play['lookUp']> {
  const got = await call
  if ((got.statusCode ?? 500) >= 300) throw new Error(`${got.statusCode} ${got.body}`)
  return got
}
