import { spokenInstant } from '../../../shared/kernel/clock.ts'
import type { Table } from '../../../shared/table/table.ts'
import type { HomeEntry, HomeView } from '../../../web/site/pages/home.ts'
import type { MatterPageView } from '../../../web/site/pages/matter.ts'
import { KIND_NAMES } from '../../matters/contract.ts'
import { loadMatter, type Matter } from '../../matters/offers.ts'
import type { PageDeps } from '../deps.ts'
import { type Notice, spokenClosing } from '../domain/notice.ts'
import { loadNotice, siteKey, sitePk } from '../store.ts'
import { stepsOf } from './steps.ts'

interface Published {
  readonly matter: Matter
  readonly notice: Notice
}

export async function loadPublished(table: Table, id: string): Promise<Published | undefined> {
  const row = await table.get(siteKey(id))
  if (!row) return undefined
  const [matter, notice] = await Promise.all([loadMatter(table, id), loadNotice(table, id, String(row.notice))])
  return matter && notice ? { matter, notice } : undefined
}

/** Every published matter: the directory is read whole, then the matters that the lists show. */
export async function loadAllPublished(table: Table): Promise<Published[]> {
  const all: Published[] = []
  for (const { sk } of await table.all({ pk: sitePk })) {
    const published = await loadPublished(table, sk)
    if (published) all.push(published)
  }
  return all
}

export function homeView(all: readonly Published[], at: Date): HomeView {
  const open = all.filter((p) => statusOf(p, at) === 'open').sort((a, b) => order(a) - order(b))
  const closed = all.filter((p) => statusOf(p, at) === 'closed').sort((a, b) => order(b) - order(a))
  const latest = all
    .map((p) => p.notice.publishedAt)
    .sort()
    .at(-1)
  return { open: open.map(entry), closed: closed.slice(0, 100).map(entry), at: new Date(latest ?? 0) }
}

const order = ({ notice }: Published) => new Date(notice.closesAt).getTime()

function entry({ matter, notice }: Published): HomeEntry {
  return {
    matter: matter.id,
    title: matter.facts.title,
    kindName: KIND_NAMES[matter.facts.kind],
    organName: matter.organ.name,
    area: matter.facts.area,
    households: matter.facts.households,
    closesAt: notice.closesAt,
    closesSpoken: spokenClosing(notice.closesOn),
  }
}

export function statusOf({ matter, notice }: Published, at: Date): MatterPageView['status'] {
  if (matter.life.state === 'cancelled') return 'cancelled'
  return at.getTime() < new Date(notice.closesAt).getTime() ? 'open' : 'closed'
}

export async function matterView(deps: PageDeps, published: Published, at: Date, qr: string): Promise<MatterPageView> {
  const { matter, notice } = published
  const { facts } = matter
  const { balance, themes, updatedAt = '' } = await deps.opinions(notice)
  const files = await Promise.all(
    notice.attachments.map(async (id) => ({ id, file: await deps.attachment(matter.id, id) })),
  )
  return {
    matter: matter.id,
    title: facts.title,
    kindName: KIND_NAMES[facts.kind],
    organName: matter.organ.name,
    area: facts.area,
    villages: facts.villages,
    people: facts.people,
    households: facts.households,
    summary: notice.summary,
    questions: notice.questions,
    attachments: files.flatMap(({ id, file }) =>
      file
        ? [{ name: file.name, size: spokenSize(file.size), href: `/papers/${matter.id}/${id}`, sha256: file.sha256 }]
        : [],
    ),
    status: statusOf(published, at),
    startsSpoken: spokenInstant(new Date(notice.publishedAt)),
    closesSpoken: spokenClosing(notice.closesOn),
    shortenReason: notice.shortenReason.trim(),
    ways: notice.ways,
    contact: notice.contact,
    steps: stepsOf(deps.parts, matter, notice),
    balance,
    themes,
    qr,
    // The date of the latest fact, not of rendering: a page that says the same stays the same to the byte.
    at: new Date([matter.since, notice.publishedAt, updatedAt].sort().at(-1) as string),
  }
}

const spokenSize = (bytes: number) =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`
