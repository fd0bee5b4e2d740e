import { Button } from 'antd'
import { useState } from 'react'
import { useRead } from '../api/hooks.ts'
import { comments } from '../api/routes.ts'
import { PageHead } from '../pieces/page-head.tsx'
import { Nothing, PageState } from '../pieces/page-state.tsx'

/** 封存件: accusations for this body, as they are: sealed. They are opened with the body's own key, elsewhere. */
export default function SealedPage() {
  const [cursor, setCursor] = useState<string>()
  const read = useRead(comments.sealed, { query: { cursor } }, { keepLast: true })
  return (
    <>
      <PageHead title="封存件">
        <p className="quiet">
          检举控告在提交时已经加密,本系统打不开,承办单位和它的上级看不到。请下载后,在本单位保管密钥的电脑上用「npm run
          unseal」打开。每次查看这一页都有记录。
        </p>
      </PageHead>
      <PageState read={read} what="封存件" shape="list">
        {({ items, cursor: next }) => (
          <section className="sheet" aria-label="封存件">
            {items.length === 0 && <Nothing title="没有封存件">有检举控告转给本单位时,会列在这里并发消息。</Nothing>}
            <ul className="rows">
              {items.map((item) => (
                <li key={item.id}>
                  <div className="what">
                    <span className="number">{item.day}</span> 收到,编号{' '}
                    <span className="number">{item.id.slice(0, 8)}</span>
                  </div>
                  <a download={`${item.id}.jwe`} href={`data:application/jose,${encodeURIComponent(item.jwe)}`}>
                    下载密文
                  </a>
                </li>
              ))}
            </ul>
            <div className="pager">
              {cursor && <Button onClick={() => setCursor(undefined)}>回到第一页</Button>}
              {next && <Button onClick={() => setCursor(next)}>下一页</Button>}
            </div>
          </section>
        )}
      </PageState>
    </>
  )
}
