import { Select } from 'antd'
import type { ReactNode } from 'react'
import { useSearchParams } from 'wouter'
import { COMMENT_KIND_NAMES, type CommentView } from '../../api/routes.ts'
import { BUCKET_NAMES, type Bucket } from './numbers.tsx'

const BUCKETS = Object.entries(BUCKET_NAMES).map(([value, label]) => ({ value, label }))
const KINDS = Object.entries(COMMENT_KIND_NAMES).map(([value, label]) => ({ value, label }))

/** Which comments are listed, and from which page on; undefined: all, from the first. */
export interface Filter {
  readonly bucket: Bucket | undefined
  readonly kind: CommentView['kind'] | undefined
  readonly cursor: string | undefined
}

/** The filter stands in the address. Changing it goes back to the first page, unless the change names another. */
export function useFilter(): [Filter, (change: Readonly<Record<string, string | undefined>>) => void] {
  const [search, setSearch] = useSearchParams()
  const bucket = (search.get('bucket') ?? undefined) as Bucket | undefined
  const kind = (search.get('kind') ?? undefined) as CommentView['kind'] | undefined
  const cursor = search.get('cursor') ?? undefined
  const change = (to: Readonly<Record<string, string | undefined>>) => {
    const wanted: Readonly<Record<string, string | undefined>> = { bucket, kind, ...to }
    setSearch(Object.entries(wanted).filter((p): p is [string, string] => p[1] !== undefined))
  }
  return [{ bucket, kind, cursor }, change]
}

interface FiltersProps {
  readonly filter: Filter
  readonly onChange: (change: Readonly<Record<string, string | undefined>>) => void
  /** What can be done with the comments that are chosen. */
  readonly children: ReactNode
}

export function Filters({ filter: { bucket, kind }, onChange, children }: FiltersProps) {
  return (
    <div className="filters">
      <Select
        allowClear
        aria-label="按办理情况筛选"
        placeholder="全部办理情况"
        style={{ minWidth: 160 }}
        value={bucket}
        options={BUCKETS}
        onChange={(value?: string) => onChange({ bucket: value })}
      />
      <Select
        allowClear
        aria-label="按类别筛选"
        placeholder="全部类别"
        style={{ minWidth: 160 }}
        value={kind}
        options={KINDS}
        onChange={(value?: string) => onChange({ kind: value })}
      />
      {children}
    </div>
  )
}
