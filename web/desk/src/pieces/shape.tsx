import { Skeleton } from 'antd'

/** What the page will look like: rows of a list, the fields of a form, a table, or running text. */
export type Shaped = 'list' | 'form' | 'table' | 'text'

const ROWS: Readonly<Record<Shaped, number>> = { list: 6, form: 8, table: 10, text: 4 }

/** The skeleton of what is on its way; told once to screen readers, still for those who want no motion. */
export function Shape({ of, what }: { readonly of: Shaped; readonly what: string }) {
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  const width = of === 'form' ? ['30%', '100%'] : of === 'table' ? ['100%'] : ['70%', '40%']
  const rows = Array.from({ length: ROWS[of] }, (_, i) => width[i % width.length] as string)
  return (
    <div role="status">
      <span className="unseen">正在读取{what}…</span>
      <Skeleton active={!calm} title={false} paragraph={{ rows: rows.length, width: rows }} />
    </div>
  )
}
