import { Link } from 'wouter'
import { useRead } from '../../api/hooks.ts'
import { matters } from '../../api/routes.ts'
import { PageHead } from '../../pieces/page-head.tsx'
import { Nothing, PageState } from '../../pieces/page-state.tsx'

/** 意见办理: the matters whose comments still wait for this officer. */
export default function CommentsTodoPage() {
  const read = useRead(matters.todo, {}, { everySeconds: 60 })
  return (
    <>
      <PageHead title="意见办理">
        <p className="quiet">群众对公示事项提的意见,由填报单位以外的您查看、归纳和答复。检举控告已封存,不在这里。</p>
      </PageHead>
      <PageState read={read} what="待办的意见" shape="list">
        {({ mine }) => (
          <section className="sheet" aria-label="有意见待办的事项">
            {mine.length === 0 && (
              <Nothing title="现在没有等您办理的意见">群众提了意见,几秒钟内就会列在这里,并计入「待办」。</Nothing>
            )}
            <ul className="rows">
              {mine.map((row) => (
                <li key={row.matter}>
                  <div className="what">
                    <Link href={`/comments/${row.matter}`}>{row.title}</Link>
                    <div className="quiet">
                      {row.why} · <span className="number">{row.matter}</span>
                    </div>
                  </div>
                </li>
              ))}
            </ul>
          </section>
        )}
      </PageState>
    </>
  )
}
