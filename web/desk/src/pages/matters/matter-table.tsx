import { Link } from 'wouter'
import { KIND_NAMES, type MatterRow } from '../../api/routes.ts'
import { ColumnHeads } from '../../pieces/column-heads.tsx'
import { levelName } from '../../pieces/level.ts'
import { shortInstant } from '../../pieces/times.ts'
import { csvLine } from './csv.ts'

const COLUMNS = ['编号', '事项名称', '类别', '填报单位', '状态', '风险', '在谁手里', '从何时起', '下一步'] as const

/** The table of matters: what it is, where it stands, in whose hands, since when, and what comes next. */
export function MatterTable({ matters }: { readonly matters: readonly MatterRow[] }) {
  const now = new Date()
  return (
    <table className="plain matters">
      <thead>
        <tr>
          <ColumnHeads names={COLUMNS} />
        </tr>
      </thead>
      <tbody>
        {matters.map((m) => (
          <tr key={m.id}>
            <td className="number">
              {m.filingNumber || m.id}
              {m.filingNumber && <div className="quiet">{m.id}</div>}
            </td>
            <th scope="row">
              <Link href={`/matters/${m.id}`}>{m.title}</Link>
            </th>
            <td data-label="类别">{KIND_NAMES[m.kind]}</td>
            <td data-label="填报单位">{m.organName}</td>
            <td data-label="状态">
              <span className="state">{m.stateName}</span>
            </td>
            <td data-label="风险">{levelName(m.level)}</td>
            <td data-label="在谁手里">{m.holder}</td>
            <td data-label="从何时起" className="number">
              {shortInstant(new Date(m.since), now)}
            </td>
            <td data-label="下一步">{m.next}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Exactly what is shown, as a file for a spreadsheet. */
export function csvOf(matters: readonly MatterRow[]): string {
  const rows = matters.map((m) =>
    csvLine([
      m.filingNumber || m.id,
      m.title,
      KIND_NAMES[m.kind],
      m.organName,
      m.stateName,
      levelName(m.level),
      m.holder,
      m.since,
      m.next,
    ]),
  )
  // The mark tells Excel that it is UTF-8.
  return `data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${[csvLine(COLUMNS), ...rows].join('\r\n')}\r\n`)}`
}
