import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { Link, useParams } from 'wouter'
import { useRead } from '../../api/hooks.ts'
import { archive, type DocumentView, filing } from '../../api/routes.ts'
import { ColumnHeads } from '../../pieces/column-heads.tsx'
import { PageState } from '../../pieces/page-state.tsx'
import { clockInstant } from '../../pieces/times.ts'
import { Qr } from './qr.tsx'
import './matters.css'
import './print.css'

const COLUMNS = ['顺序号', '文号', '责任者', '题名', '日期', '页数', '备注']

/** 卷内目录 on A4, in the columns of GB/T 9705: what is in the volume now, and nothing that is not. */
export default function PrintCataloguePage() {
  const { matter = '' } = useParams<{ matter: string }>()
  const head = useRead(filing.read, { params: { matter } })
  const volume = useRead(archive.catalogue, { params: { matter } })
  return (
    <PageState read={head} what="事项" shape="text">
      {({ id, title, filingNumber }) => (
        <PageState read={volume} what="卷内目录" shape="table">
          {({ documents }) => <Sheet id={id} name={title} number={filingNumber || id} documents={documents} />}
        </PageState>
      )}
    </PageState>
  )
}

interface SheetProps {
  readonly id: string
  readonly name: string
  readonly number: string
  readonly documents: readonly DocumentView[]
}

function Sheet({ id, name, number, documents }: SheetProps) {
  const [printed] = useState(() => clockInstant(new Date()))
  const kept = documents.filter((d) => d.order !== null)
  useEffect(() => {
    document.title = `卷内目录 ${id}`
  }, [id])
  return (
    <article className="a4">
      <p className="noprint">
        <Button type="primary" onClick={() => window.print()}>
          打印
        </Button>{' '}
        <Link href={`/matters/${id}#documents`}>回到台账</Link>
      </p>
      <h1 tabIndex={-1}>卷内目录</h1>
      <div className="mark">
        <Qr address={`${location.origin}/desk/matters/${id}#documents`} alt="本卷的二维码" />
      </div>
      <p className="of">
        {name}
        <br />
        {number}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone the sheet is wider than the screen, and keys have to scroll it */}
      <section className="wide" aria-label="目录表" tabIndex={0}>
        <table className="ruled">
          <thead>
            <tr>
              <ColumnHeads names={COLUMNS} />
            </tr>
          </thead>
          <tbody>
            {kept.map((d) => (
              <tr key={d.id}>
                <td className="number">{d.order}</td>
                <td>{d.number}</td>
                <td>{d.responsible}</td>
                <td>{d.title}</td>
                <td className="number">{d.date}</td>
                <td className="number">{d.pages}</td>
                <td>{d.remark}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="of">
        {kept.length === 0 ? '卷内还没有材料。' : `共 ${kept.length} 件。`}
        打印于{printed};此后卷内有增减的,以系统里的目录为准。
      </p>
    </article>
  )
}
