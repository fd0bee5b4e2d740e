import { Link } from 'wouter'
import type { MatterRow } from '../api/routes.ts'
import { shortInstant } from './times.ts'

/** A matter in two lines: what it is, and its state, in whose hands, since when, and what comes next. */
export function MatterLine({ matter, link = false }: { readonly matter: MatterRow; readonly link?: boolean }) {
  const { id, filingNumber, title, stateName, holder, since, next } = matter
  return (
    <div className="what">
      {link ? <Link href={`/matters/${id}`}>{title}</Link> : <strong>{title}</strong>}
      <div className="quiet">
        <span className="state">{stateName}</span>
        {holder !== '' && `在${holder}手里`}
        {since !== '' && `,${shortInstant(new Date(since), new Date())}起`}
        {next !== '' && `;下一步:${next}`} · <span className="number">{filingNumber || id}</span>
      </div>
    </div>
  )
}
