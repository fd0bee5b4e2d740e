import { Button } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { filing } from '../../api/routes.ts'
import { PageState } from '../../pieces/page-state.tsx'
import { shortInstant } from '../../pieces/times.ts'

/** 记录: the audit chain itself, latest first; each line with the start of its hash. */
export function Record({ matter }: { readonly matter: string }) {
  const [cursor, setCursor] = useState<string>()
  const read = useRead(filing.record, { params: { matter }, query: { cursor } }, { keepLast: true })
  return (
    <section className="sheet" id="record" aria-label="记录">
      <h2>记录</h2>
      <PageState read={read} what="办理记录" shape="list">
        {({ events, cursor: next }) => (
          <>
            <ol className="record">
              {events.map((e) => (
                <li key={e.seq}>
                  <span className="number quiet">{shortInstant(new Date(e.at), new Date())}</span> {e.what}
                  <div className="quiet">
                    {e.organName} {e.who}
                    {e.standingIn && `(${e.standingIn.startsWith('lent') ? '上级派来代签' : '副岗代行'})`} · 第 {e.seq}{' '}
                    条,校验码 {e.hash.slice(0, 8)}
                  </div>
                </li>
              ))}
            </ol>
            <div className="pager">
              {cursor && <Button onClick={() => setCursor(undefined)}>回到最新</Button>}
              {next && <Button onClick={() => setCursor(next)}>更早的</Button>}
            </div>
          </>
        )}
      </PageState>
    </section>
  )
}
