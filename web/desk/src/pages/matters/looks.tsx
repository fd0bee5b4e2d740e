import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { type Read, useRead } from '../../api/hooks.ts'
import { archive, comments } from '../../api/routes.ts'
import { PageState } from '../../pieces/page-state.tsx'
import { shortInstant } from '../../pieces/times.ts'

/** Read only when somebody opens it: most never do. */
export function Opened({ summary, children }: { summary: string; children: () => ReactNode }) {
  const [open, setOpen] = useState(false)
  return (
    <details onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{summary}</summary>
      {open && children()}
    </details>
  )
}

interface Look {
  readonly who: string
  readonly at: string
  readonly what: string
}

interface LooksProps<T> {
  readonly read: Read<T>
  readonly what: string
  readonly lines: (data: T) => readonly Look[]
  readonly next: (data: T) => string | undefined
  readonly first: boolean
  readonly onPage: (cursor: string | undefined) => void
}

function Looks<T>({ read, what, lines, next, first, onPage }: LooksProps<T>) {
  return (
    <PageState
      read={read}
      what={what}
      shape="list"
      empty={{ when: (d) => lines(d).length === 0, title: '还没有人查阅', how: '每次查阅都自动记下,不能删改。' }}
    >
      {(data) => (
        <>
          <ol className="record">
            {lines(data).map((look) => (
              <li key={`${look.at} ${look.who} ${look.what}`}>
                <span className="number quiet">{shortInstant(new Date(look.at), new Date())}</span> {look.who}
                {look.what && `:${look.what}`}
              </li>
            ))}
          </ol>
          <div className="pager">
            {!first && <Button onClick={() => onPage(undefined)}>回到最新</Button>}
            {next(data) && <Button onClick={() => onPage(next(data))}>更早的</Button>}
          </div>
        </>
      )}
    </PageState>
  )
}

function PaperLooks({ matter }: { matter: string }) {
  const [cursor, setCursor] = useState<string>()
  const read = useRead(archive.looks, { params: { matter }, query: { cursor } }, { keepLast: true })
  const volume = useRead(archive.catalogue, { params: { matter } })
  const named = (id: string) => volume.data?.documents.find((d) => d.id === id)?.title ?? '材料'
  return (
    <Looks
      read={read}
      what="查阅记录"
      lines={(d) => d.looks.map((l) => ({ who: `${l.organName} ${l.name}`, at: l.at, what: named(l.document) }))}
      next={(d) => d.cursor}
      first={cursor === undefined}
      onPage={setCursor}
    />
  )
}

/** 查阅记录 of the volume: who took which paper, and when. */
export function PapersLookedAt({ matter }: { readonly matter: string }) {
  return <Opened summary="查阅记录:谁在何时取过哪份材料">{() => <PaperLooks matter={matter} />}</Opened>
}

/** As the server notes what was looked at. */
const LOOKED_AT: Readonly<Record<string, string>> = { list: '看意见列表' }

function CommentLooks({ matter }: { matter: string }) {
  const [cursor, setCursor] = useState<string>()
  const read = useRead(comments.looks, { params: { matter }, query: { cursor } }, { keepLast: true })
  return (
    <Looks
      read={read}
      what="查看记录"
      lines={(d) => d.looks.map((l) => ({ ...l, who: `${l.organName} ${l.name}`, what: LOOKED_AT[l.what] ?? l.what }))}
      next={(d) => d.cursor}
      first={cursor === undefined}
      onPage={setCursor}
    />
  )
}

/** Who looked at what people said. */
export function CommentsLookedAt({ matter }: { readonly matter: string }) {
  return <Opened summary="查看记录:谁在何时看过意见">{() => <CommentLooks matter={matter} />}</Opened>
}
