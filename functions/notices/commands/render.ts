import { Tries } from '../../../shared/observe/each.ts'
import { aboutPage, accessibilityPage } from '../../../web/site/pages/about.ts'
import { homePage } from '../../../web/site/pages/home.ts'
import { matterPage } from '../../../web/site/pages/matter.ts'
import type { RenderDeps } from '../deps.ts'
import { RENDER_SITE } from '../reactions/triggers.ts'
import { atomFeed, openData } from '../reads/feed.ts'
import { homeView, loadAllPublished, loadPublished, matterView, statusOf } from '../reads/pages.ts'
import { qrSvg } from './put-page.ts'

/** Renders one matter's page and its open data from what is stored; doing it twice changes nothing. */
export async function renderMatter(deps: RenderDeps, id: string): Promise<void> {
  const published = await loadPublished(deps.matters, id)
  if (!published) return
  const qr = await qrSvg(`${deps.publicUrl}/matters/${id}/`)
  const view = await matterView(deps, published, deps.now(), qr)
  await deps.site.putPage(`matters/${id}/index.html`, matterPage(view))
  await deps.site.put(`matters/${id}/data.json`, openData(view))
}

/** Renders the lists: 首页 and the feed. */
export async function renderLists(deps: RenderDeps): Promise<void> {
  const view = homeView(await loadAllPublished(deps.matters), deps.now())
  await deps.site.putPage('index.html', homePage(view))
  await deps.site.put('feed.atom', atomFeed(view, deps.publicUrl))
}

/**
 * Renders the fixed pages, the lists and every open matter: on a new installation, and each minute.
 * @throws the first failure, once everything else was rendered
 */
export async function renderAll(deps: RenderDeps): Promise<void> {
  const tries = new Tries({ log: deps.log, schedule: RENDER_SITE.name })
  await tries.run(() => deps.site.putAssets())
  await tries.run(() => deps.site.putPage('about.html', aboutPage))
  await tries.run(() => deps.site.putPage('accessibility.html', accessibilityPage))
  await tries.run(() => renderLists(deps))
  await tries.run(async () => {
    const at = deps.now()
    const open = (await loadAllPublished(deps.matters)).filter((published) => statusOf(published, at) === 'open')
    await tries.each(open, ({ matter }) => renderMatter(deps, matter.id), { matterOf: ({ matter }) => matter.id })
  })
  tries.end()
}
