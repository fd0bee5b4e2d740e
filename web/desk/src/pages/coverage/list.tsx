import { Alert, Button, Radio } from 'antd'
import { useSearchParams } from 'wouter'
import { useRead } from '../../api/hooks.ts'
import { coverage, type ListedProject, type ListView, STANDING_NAMES, type Standing } from '../../api/routes.ts'
import { ColumnHeads } from '../../pieces/column-heads.tsx'
import { Nothing, PageState } from '../../pieces/page-state.tsx'
import { shortInstant } from '../../pieces/times.ts'
import { ImportList } from './import-list.tsx'
import { Match } from './match.tsx'

const FILTERS = [
  { value: '', label: '全部' },
  ...Object.entries(STANDING_NAMES).map(([value, label]) => ({ value, label })),
]

/** The list of the place: totals on top, then each code and how it stands. */
export function ProjectList() {
  const [search, setSearch] = useSearchParams()
  const standing = (search.get('standing') ?? undefined) as Standing | undefined
  const cursor = search.get('cursor') ?? undefined
  const read = useRead(coverage.list, { query: { standing, cursor } }, { keepLast: true })
  const filter: Record<string, string> = standing ? { standing } : {}
  return (
    <section className="sheet" aria-label="项目清单">
      <ImportList />
      <PageState
        read={read}
        what="项目清单"
        shape="list"
        empty={{
          when: (list) => list.total === 0 && list.unfinished.length === 0,
          title: '还没有项目清单',
          how: '请从发改部门的系统导出项目代码清单，另存为 CSV，点「导入清单」。导入后，每个项目有没有评估事项会列在这里。',
        }}
      >
        {(list) => (
          <>
            <Totals list={list} />
            <div className="filters">
              <Radio.Group
                aria-label="按核对结果筛选"
                optionType="button"
                options={FILTERS}
                value={standing ?? ''}
                onChange={(e) => setSearch(e.target.value ? { standing: e.target.value } : {})}
              />
            </div>
            {list.projects.length === 0 && (
              <Nothing title={list.cursor ? '这一页没有这样的项目' : '没有这样的项目'}>
                {list.cursor ? '请点「下一页」接着看。' : '换一个核对结果看看。'}
              </Nothing>
            )}
            {list.projects.length > 0 && <Projects projects={list.projects} />}
            <div className="pager">
              {cursor && <Button onClick={() => setSearch(filter)}>回到第一页</Button>}
              {list.cursor && (
                <Button onClick={() => setSearch({ ...filter, cursor: list.cursor ?? '' })}>下一页</Button>
              )}
            </div>
          </>
        )}
      </PageState>
    </section>
  )
}

/** Never a share alone: with it, from which list, brought when and by whom. */
function Totals({ list }: { readonly list: ListView }) {
  const { place, total, found, cancelled, none, last, unfinished } = list
  const now = new Date()
  return (
    <>
      <p>
        {place}的清单共 <strong>{total}</strong> 个代码：已有评估事项 <strong>{found}</strong>，未找到{' '}
        <strong>{none}</strong>
        {cancelled > 0 && (
          <>
            ，事项已取消 <strong>{cancelled}</strong>
          </>
        )}
        。
      </p>
      {last && (
        <p className="quiet">
          最近一份：「{last.file}」，{last.codes} 个代码，{last.by}于 {shortInstant(new Date(last.at), now)} 导入。
        </p>
      )}
      {unfinished.map((one) => (
        <Alert
          key={`${one.file} ${one.at}`}
          type="warning"
          showIcon
          style={{ marginBottom: 16 }}
          title={`「${one.file}」已导入 ${one.done} 个代码，共 ${one.of} 个`}
          description="如果没有人正在导入，请再导入一次同一份文件，会从停下的地方接着导入，不会重复。"
        />
      ))}
    </>
  )
}

const COLUMNS = ['项目代码', '项目名称', '建设单位', '核对结果', '备注'] as const

function Projects({ projects }: { readonly projects: readonly ListedProject[] }) {
  return (
    <table className="plain">
      <thead>
        <tr>
          <ColumnHeads names={COLUMNS} />
        </tr>
      </thead>
      <tbody>
        {projects.map((project) => (
          <tr key={project.code}>
            <th scope="row" className="number">
              {project.code}
            </th>
            <td data-label="项目名称">{project.name || '（清单没有写）'}</td>
            <td data-label="建设单位">{project.builder}</td>
            <td data-label="核对结果">
              <Match of={project} />
            </td>
            <td data-label="备注">{project.remark}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
