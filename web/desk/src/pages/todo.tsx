import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useDesk } from '../api/desk.ts'
import { useRead } from '../api/hooks.ts'
import { type MatterRow, matters, type Todo } from '../api/routes.ts'
import { Due } from '../pieces/due.tsx'
import { MatterLine } from '../pieces/matter-line.tsx'
import { PageHead } from '../pieces/page-head.tsx'
import { Nothing, PageState } from '../pieces/page-state.tsx'
import { byDue } from './by-due.ts'

/** 今日待办: what is mine to do, by due date, with why it is mine; then what waits on others; then what is new. */
export default function TodoPage() {
  const { me, post } = useDesk()
  const read = useRead(matters.todo, {}, { everySeconds: 120 })
  return (
    <>
      <PageHead title="今日待办">
        <p className="quiet">
          {me.name},下面是您以「{post.organName} · {post.title}」办理的事。
        </p>
      </PageHead>
      <PageState read={read} what="待办" shape="list">
        {({ mine, waiting, fresh }) => (
          <>
            <Group title="等我办" count={mine.length}>
              {mine.length === 0 && (
                <Nothing title="现在没有等您办的事">有事项报送、退回或到期，轮到您这个岗位时，会列在这里。</Nothing>
              )}
              {byDue(mine).map((row) => (
                <MineRow key={`${row.matter} ${row.link}`} row={row} />
              ))}
            </Group>
            <Group title="等别人办" count={waiting.length}>
              {waiting.length === 0 && (
                <Nothing title="没有在等别人的事">
                  本单位的事项转到别人手里时,在这里能看到在谁手里、从什么时候起。
                </Nothing>
              )}
              <MatterRows rows={waiting} />
            </Group>
            <Group title="新近办结" count={fresh.length}>
              {fresh.length === 0 && <Nothing title="最近没有办结的事项">事项备案或取消后,会列在这里。</Nothing>}
              <MatterRows rows={fresh} />
            </Group>
          </>
        )}
      </PageState>
    </>
  )
}

function Group({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  return (
    <section className="sheet" aria-label={title}>
      <h2>
        {title}
        {count > 0 && <span className="quiet number"> {count} 件</span>}
      </h2>
      <ul className="rows">{children}</ul>
    </section>
  )
}

function MineRow({ row }: { row: Todo['mine'][number] }) {
  return (
    <li>
      <div className="what">
        <strong>{row.title}</strong>
        <div className="quiet">
          {row.why} · <span className="number">{row.matter}</span>
        </div>
      </div>
      {row.dueOn !== '' && (
        <div className="when">
          <Due on={row.dueOn} />
        </div>
      )}
      <Link href={row.link} className="do" aria-label={`${row.what}:${row.title}`}>
        {row.what}
      </Link>
    </li>
  )
}

function MatterRows({ rows }: { rows: readonly MatterRow[] }) {
  return rows.map((row) => (
    <li key={row.id}>
      <MatterLine matter={row} link />
    </li>
  ))
}
