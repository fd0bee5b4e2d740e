import { Button, Radio } from 'antd'
import { Link, useSearchParams } from 'wouter'
import { useDesk } from '../api/desk.ts'
import { useRead } from '../api/hooks.ts'
import { matters } from '../api/routes.ts'
import { PageHead } from '../pieces/page-head.tsx'
import { Nothing, PageState } from '../pieces/page-state.tsx'
import { reviews } from './may.ts'

/** 台账: one volume a matter; from here to each volume. */
export default function ArchivePage() {
  const { post } = useDesk()
  const [search, setSearch] = useSearchParams()
  const side = search.get('side') === 'authority' || (!search.has('side') && reviews(post.duty))
  const cursor = search.get('cursor') ?? undefined
  const wanted = side ? 'authority' : 'organ'
  const read = useRead(matters.list, { query: { side: wanted, cursor } }, { keepLast: true })
  return (
    <>
      <PageHead title="台账">
        <p className="quiet">一事一卷:每个事项的材料按卷内目录的顺序放在一卷里,在这里上传、查阅、打印目录。</p>
      </PageHead>
      <div className="filters">
        <Radio.Group
          aria-label="哪些事项的台账"
          value={wanted}
          optionType="button"
          options={[
            { value: 'organ', label: '本单位填报的' },
            { value: 'authority', label: '由本单位备案的' },
          ]}
          onChange={(e) => setSearch({ side: e.target.value })}
        />
      </div>
      <PageState read={read} what="台账" shape="list">
        {({ matters, cursor: next }) => (
          <section className="sheet" aria-label="台账列表">
            {matters.length === 0 && (
              <Nothing title="还没有台账">
                {side ? '下级单位登记并由本单位备案的事项,它的台账在这里。' : '本单位登记事项时自动建卷,列在这里。'}
              </Nothing>
            )}
            <ul className="rows">
              {matters.map((matter) => (
                <li key={matter.id}>
                  <div className="what">
                    <Link href={`/matters/${matter.id}#documents`}>{matter.title}</Link>
                    <div className="quiet">
                      <span className="state">{matter.stateName}</span>
                      <span className="number">{matter.filingNumber || matter.id}</span> · {matter.organName}
                    </div>
                  </div>
                  <Link href={`/matters/${matter.id}/catalogue`} aria-label={`打印目录:${matter.title}`}>
                    打印目录
                  </Link>
                </li>
              ))}
            </ul>
            <div className="pager">
              {cursor && <Button onClick={() => setSearch({ side: wanted })}>回到最新</Button>}
              {next && <Button onClick={() => setSearch({ side: wanted, cursor: next })}>更早的</Button>}
            </div>
          </section>
        )}
      </PageState>
    </>
  )
}
