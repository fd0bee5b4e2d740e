import { Button, Radio, Select } from 'antd'
import { Link, useSearchParams } from 'wouter'
import { useDesk } from '../../api/desk.ts'
import { useRead } from '../../api/hooks.ts'
import { matters, STATE_NAMES } from '../../api/routes.ts'
import { PageHead } from '../../pieces/page-head.tsx'
import { Nothing, PageState } from '../../pieces/page-state.tsx'
import { mayUse, reviews } from '../may.ts'

import './matters.css'
import { csvOf, MatterTable } from './matter-table.tsx'

const STATES = Object.entries(STATE_NAMES).map(([value, label]) => ({ value, label }))

/** `organ`: what one's organ files; `authority`: what it reviews. */
type Side = 'organ' | 'authority'

/** 事项: what one's organ files, or what it reviews. Filters stand in the address, so that a list can be sent to somebody. */
export default function MattersPage() {
  const { post } = useDesk()
  const [search, setSearch] = useSearchParams()
  const side = (search.get('side') ?? (reviews(post.duty) ? 'authority' : 'organ')) as Side
  const state = search.get('state') ?? undefined
  const cursor = search.get('cursor') ?? undefined
  const read = useRead(matters.list, { query: { side, state, cursor } }, { keepLast: true })
  const go = (change: Record<string, string | undefined>) => {
    const wanted = { side, state, cursor: undefined, ...change }
    setSearch(Object.entries(wanted).filter((pair): pair is [string, string] => pair[1] !== undefined))
  }
  return (
    <>
      <PageHead title="事项">
        {mayUse(matters.register.may, post.duty) && (
          <Link href="/matters/new" className="do">
            登记事项
          </Link>
        )}
      </PageHead>
      <Filters side={side} state={state} onChange={go} />
      <PageState read={read} what="事项" shape="list">
        {({ matters, cursor: next }) => (
          <section className="sheet" aria-label="事项列表">
            {matters.length === 0 && <None side={side} state={state} />}
            {matters.length > 0 && <MatterTable matters={matters} />}
            <div className="pager">
              {cursor && <Button onClick={() => go({})}>回到最新</Button>}
              {next && <Button onClick={() => go({ cursor: next })}>更早的</Button>}
              {matters.length > 0 && (
                <a className="csv" download="事项.csv" href={csvOf(matters)}>
                  导出本页(CSV)
                </a>
              )}
            </div>
          </section>
        )}
      </PageState>
    </>
  )
}

/** What the list is of. */
interface Shown {
  readonly side: Side
  readonly state: string | undefined
}

interface FiltersProps extends Shown {
  readonly onChange: (change: Record<string, string | undefined>) => void
}

function Filters({ side, state, onChange }: FiltersProps) {
  return (
    <div className="filters">
      <Radio.Group
        value={side}
        onChange={(e) => onChange({ side: e.target.value })}
        options={[
          { value: 'organ', label: '本单位填报的' },
          { value: 'authority', label: '由本单位备案的' },
        ]}
        optionType="button"
      />
      <Select
        allowClear
        aria-label="按状态筛选"
        placeholder="全部状态"
        style={{ minWidth: 200 }}
        value={state}
        options={STATES}
        onChange={(value?: string) => onChange({ state: value })}
      />
    </div>
  )
}

function None({ side, state }: Shown) {
  return (
    <Nothing title={state ? '这一页没有这种状态的事项' : '还没有事项'}>
      {side === 'organ' ? '本单位的报送人登记事项后,会列在这里。' : '下级单位登记并由本单位备案的事项,会列在这里。'}
    </Nothing>
  )
}
