import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monotonicFactory } from 'ulid'
import { compose as composeArchive } from '../../functions/archive/compose.ts'
import { compose as composeFiling } from '../../functions/filing/compose.ts'
import { compose as composeMatters } from '../../functions/matters/compose.ts'
import { changeMatter, type Matter } from '../../functions/matters/offers.ts'
import { compose as composeNotices } from '../../functions/notices/compose.ts'
import { others, withParts } from '../../functions/parts.ts'
import { chinaCalendar, PUBLISHED } from '../../shared/calendar/china.ts'
import { SYSTEM } from '../../shared/events/chain.ts'
import type { Feature } from '../../shared/feature.ts'
import { openDisk } from '../../shared/files/disk/disk.ts'
import { diskRoutes } from '../../shared/files/disk/routes.ts'
import { pipeline } from '../../shared/http/pipeline.ts'
import type { ActorSource } from '../../shared/identity/identity.ts'
import { silent } from '../../shared/observe/observe.ts'
import type { Ports } from '../../shared/ports.ts'
import { macWith } from '../../shared/signing/mac.ts'
import type { Table } from '../../shared/table/table.ts'
import { framed } from '../../web/site/layout.ts'
import { errorPage } from '../../web/site/pages/error.ts'
import { jsonBody, send } from './http.ts'
import { demoOrgans } from './organs.ts'
import { memorySigner } from './signer.ts'

const SECRET = new Uint8Array(32).fill(7)
const NOBODY = { received: 0, underReview: 0, summarised: 0, withheld: 0, withdrawn: 0, grouped: 0 }

/**
 * Matters and their volumes, with the real store, the real disk and real uploads over HTTP. A token is the account's own
 * id. `faulty` is a table to use in place of the real one by the archive alone.
 */
export async function openVolume(faulty: (table: Table) => Table = (table) => table) {
  const { clock, table, source, as, deps } = await demoOrgans()
  const root = await mkdtemp(join(tmpdir(), 'wenping-volume-'))
  const mint = monotonicFactory()
  const newId = () => mint(clock.now().getTime())
  const { server, baseUrl, files } = await openFiles(root, { now: clock.now, newId })
  const ports = withParts({
    matters: table,
    files,
    now: clock.now,
    newId,
    log: silent,
    calendar: chinaCalendar(PUBLISHED),
    signer: memorySigner(clock.now),
    publicUrl: baseUrl,
  } satisfies Partial<Ports>)
  const archive = { ...withParts({ ...ports, matters: faulty(table) }), ...others.archive(ports) }
  const features = featuresOf(ports, archive)
  const { get, post } = asked(features, source, clock.now)

  return {
    clock,
    table,
    files,
    archive,
    features,
    as,
    deps,
    get,
    post,
    /** A township's road widening, registered through the pipeline. @returns its number */
    async matter(account = 'lj-filer', facts: Record<string, unknown> = {}): Promise<string> {
      const { statusCode, json } = await post('/api/matters', account, { ...ROAD, ...facts })
      if (statusCode !== 201) throw new Error(`registering answered ${statusCode}: ${JSON.stringify(json)}`)
      return String(json.id)
    },
    /** Where its files lie, and what seals them: for verifying. */
    disk: { root, mac: macWith(SECRET) },
    /** Renders the public pages, as the clock does. */
    async render(): Promise<void> {
      await features
        .flatMap((feature) => feature.schedules)
        .find(({ name }) => name === 'render-site')
        ?.run()
    },
    /** Puts the matter into another state of its life, past the steps that lead there. */
    async live(matter: string, life: Matter['life']): Promise<void> {
      await changeMatter(ports, matter, SYSTEM, async (head) => ({ after: { ...head, life }, type: 'test.moved' }))
    },
    bring,
    async close() {
      server.close()
      server.closeAllConnections()
      await rm(root, { recursive: true })
    },
  }
}
export type Volume = Awaited<ReturnType<typeof openVolume>>

/** A disk, and the server that takes its uploads. */
async function openFiles(root: string, deps: Pick<Ports, 'now' | 'newId'>) {
  const server = createServer(async (req, res) => {
    if (!(await diskRoutes(files)(req, res))) res.writeHead(404).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const files = openDisk({ root, secret: SECRET, baseUrl, ...deps })
  return { server, baseUrl, files }
}

type VolumePorts = Parameters<typeof composeMatters>[0] &
  Pick<Ports, 'files' | 'signer' | 'publicUrl'> &
  Parameters<typeof others.notices>[0]

function featuresOf(ports: VolumePorts, archive: Parameters<typeof composeArchive>[0]): Feature[] {
  return [
    composeMatters(ports),
    composeFiling({ ...ports, ...others.filing(ports) }),
    composeArchive(archive),
    composeNotices({
      ...ports,
      ...others.notices(ports),
      opinions: async () => ({ balance: NOBODY, themes: [] }),
    }),
  ]
}

/** Requests through the real pipeline; a token is the account's own id. */
function asked(features: readonly Feature[], actors: ActorSource, now: Ports['now']) {
  const handler = pipeline(
    features.flatMap((feature) => feature.routes),
    {
      verifier: { verify: async (token) => ({ subject: token }) },
      actors,
      log: silent,
      now,
      errorPage: (problem) => framed(errorPage(problem)),
    },
  )
  return {
    get: (path: string, account?: string) =>
      send(handler, { path, headers: account ? { authorization: `Bearer ${account}` } : {} }),
    post: (path: string, account: string, body: unknown = undefined, key?: string) => {
      const sent = jsonBody(body, account)
      const headers = { ...sent.headers, ...(key ? { 'idempotency-key': key } : {}) }
      return send(handler, body === undefined ? { path, method: 'POST', headers } : { path, ...sent, headers })
    },
  }
}

/** Brings a file by its ticket, as a browser does. @returns the store's status */
async function bring(ticket: unknown, content: Buffer): Promise<number> {
  const { method, url, fields } = ticket as { method: string; url: string; fields: Record<string, string> }
  const { status } = await fetch(url, { method, headers: fields, body: new Uint8Array(content) })
  return status
}

/** What a person says of a paper with this content; the name decides what it should be. Papers may come at any time, reports not. */
export function announced(content: Buffer, more: Record<string, unknown> = {}) {
  return {
    kind: 'plan',
    title: '张梁路拓宽工程评估方案',
    source: 'born-digital',
    eventDate: '2026-11-20',
    filename: '评估方案.pdf',
    size: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    restricted: false,
    noSecrets: true,
    ...more,
  }
}

/** What makes it the report. */
export const REPORT = { kind: 'report', title: '张梁路拓宽工程社会稳定风险评估报告', filename: '评估报告.pdf' }

export const NOTICE = {
  summary: '张梁路由双向两车道拓宽为四车道,占用部分耕地,现就方案征求意见。',
  questions: [],
  ways: [],
  contact: { office: '示例·镇政府办公室', phone: '0936-0000000', email: '', address: '' },
  channels: [],
  attachments: [],
  days: 30,
  shortenReason: '',
  secrecyReviewer: '示例·保密员',
}

/** 示例: places are real, the matter and its people are invented. */
const ROAD = {
  title: '甘州区梁家墩镇张梁路拓宽工程',
  kind: 'project',
  tracks: ['zhangye-local'],
  decidedAt: 'county',
  decisionOrgan: '620702-ZFB',
  summary: '张梁路由双向两车道拓宽为四车道,占用耕地,涉及四个村。',
  area: '梁家墩镇',
  villages: ['梁家墩村'],
  people: 401,
  households: 112,
  procedure: 'general',
  projectCode: '',
  leader: { name: '示例·梁镇长', title: '镇长', phone: '' },
  person: { name: '示例·田报送', title: '干事', phone: '' },
}
