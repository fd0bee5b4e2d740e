import { SITE_NAME } from '../../../web/site/layout.ts'
import type { HomeView } from '../../../web/site/pages/home.ts'
import type { MatterPageView } from '../../../web/site/pages/matter.ts'

/** XML 1.0 has no way to write most control characters, not even escaped: those alone are left out. */
function writable(c: string): boolean {
  const code = c.codePointAt(0) as number
  return code === 9 || code === 10 || code === 13 || (code >= 32 && code !== 0xfffe && code !== 0xffff)
}

function xml(text: string): string {
  return [...text]
    .filter(writable)
    .join('')
    .replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`)
}

/** The Atom feed (RFC 4287) of what is open for opinion. */
export function atomFeed(view: HomeView, publicUrl: string): string {
  const entries = view.open.map(
    (e) => `<entry><id>${xml(`${publicUrl}/matters/${e.matter}/`)}</id><title>${xml(e.title)}</title>
<updated>${view.at.toISOString()}</updated><link href="${xml(`${publicUrl}/matters/${e.matter}/`)}"/>
<summary>${xml(`${e.organName} · ${e.area} · ${e.closesSpoken}截止`)}</summary></entry>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN"><id>${xml(publicUrl)}/</id><title>${SITE_NAME}</title>
<updated>${view.at.toISOString()}</updated><author><name>${SITE_NAME}</name></author><link rel="self" href="${xml(publicUrl)}/feed.atom"/>
${entries.join('\n')}
</feed>
`
}

/** One matter as open data: the notice, numbers, themes and replies. No raw text, no person. */
export function openData(view: MatterPageView): string {
  const { qr: _, at, ...data } = view
  return `${JSON.stringify({ ...data, updatedAt: at.toISOString() }, null, 2)}\n`
}
