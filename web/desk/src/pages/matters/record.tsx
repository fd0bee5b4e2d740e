import { Button } from 'antd'
import { useState } from 'react'
import { useDesk } from '../../api/desk.ts'
import { useRead } from '../../api/hooks.ts'
import { comments, type MatterView } from '../../api/routes.ts'
import { PageState } from '../../pieces/page-state.tsx'
import { shortInstant } from '../../pieces/times.ts'
import { mayUse } from '../may.ts'
import { CHAINS, type Chain } from './chains.ts'
import { CommentsLookedAt, Opened } from './looks.tsx'

/** 记录: the audit chains themselves, latest first; each line with the start of its hash. */
export function Record({ matter }: { readonly matter: MatterView }) {
  const { post } = useDesk()
  const [own, ...others] = CHAINS
  return (
    <section className="sheet" id="record" aria-label="记录">
      <h2>记录</h2>
      <Events matter={matter.id} chain={own} />
      {others.map((chain) => (
        <Opened key={chain.name} summary={chain.name}>
          {() => <Events matter={matter.id} chain={chain} />}
        </Opened>
      ))}
      {mayUse(comments.looks.may, post.duty) && <CommentsLookedAt matter={matter.id} />}
    </section>
  )
}

function Events({ matter, chain }: { matter: string; chain: Chain }) {
  const [cursor, setCursor] = useState<string>()
  const read = useRead(chain.route, { params: { matter }, query: { cursor } }, { keepLast: true })
  return (
    <PageState
      read={read}
      what={chain.name}
      shape="list"
      empty={{ when: (d) => d.events.length === 0, title: '还没有记录', how: chain.empty }}
    >
      {({ events, cursor: next }) => (
        <>
          <ol className="record">
            {events.map((e) => (
              <li key={e.seq}>
                <span className="number quiet">{shortInstant(new Date(e.at), new Date())}</span> {e.what}
                <div className="quiet">
                  {e.organName} {e.who}
                  {standing(e.standingIn)} · 第 {e.seq} 条,校验码 {e.hash.slice(0, 8)}
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
  )
}

function standing(how: string): string {
  if (how === '') return ''
  return how.startsWith('lent') ? '(上级派来代签)' : '(副岗代行)'
}
