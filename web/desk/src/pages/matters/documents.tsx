import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'wouter'
import { useDesk } from '../../api/desk.ts'
import { useRead } from '../../api/hooks.ts'
import { archive, type Catalogue, type DocumentView, type MatterView } from '../../api/routes.ts'
import { mayNow } from '../../pieces/acts.ts'
import { ColumnHeads } from '../../pieces/column-heads.tsx'
import { Nothing, PageState } from '../../pieces/page-state.tsx'
import { mayUse } from '../may.ts'
import { AddDocument } from './add-document.tsx'
import { Open, Resume, Withdraw } from './document-acts.tsx'
import { PapersLookedAt } from './looks.tsx'

/** 台账: 卷内目录, what is still missing, and bringing papers. */
export function Documents({ matter }: { readonly matter: MatterView }) {
  const { post } = useDesk()
  const read = useRead(archive.catalogue, { params: { matter: matter.id } }, { everySeconds: 60 })
  const [replaces, setReplaces] = useState<DocumentView>()
  return (
    <section className="sheet" id="documents" aria-label="台账">
      <h2>台账(一事一卷)</h2>
      <PageState read={read} what="卷内目录" shape="list">
        {(catalogue) => (
          <>
            <List matter={matter.id} catalogue={catalogue} onReplace={setReplaces} />
            <Missing catalogue={catalogue} />
            {mayNow(catalogue.acts, 'add') && (
              <AddDocument
                // A correction is a form of its own: nothing typed for another paper goes into it.
                key={replaces?.id ?? 'new'}
                matter={matter}
                catalogue={catalogue}
                replaces={replaces}
                onReplaced={() => setReplaces(undefined)}
              />
            )}
          </>
        )}
      </PageState>
      {mayUse(archive.looks.may, post.duty) && <PapersLookedAt matter={matter.id} />}
    </section>
  )
}

const COLUMNS = ['顺序号', '文号', '责任者', '题名', '日期', '页数', '状态和备注'] as const

interface ListProps {
  readonly matter: string
  readonly catalogue: Catalogue
  readonly onReplace: (document: DocumentView) => void
}

function List({ matter, catalogue, onReplace }: ListProps) {
  if (catalogue.documents.length === 0) {
    return <Nothing title="卷内还没有材料">报送人、负责人、档案员上传并通过校验后,按顺序列在这里。</Nothing>
  }
  return (
    <>
      <div className="wide">
        <table className="plain catalogue">
          <caption className="quiet">卷内目录</caption>
          <thead>
            <tr>
              <ColumnHeads names={COLUMNS} />
              <th scope="col">
                <span className="unseen">可以做的</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {catalogue.documents.map((document) => (
              <Line key={document.id} matter={matter} document={document} onReplace={onReplace} />
            ))}
          </tbody>
        </table>
      </div>
      <p>
        <Link href={`/matters/${matter}/catalogue`}>打印卷内目录(A4)</Link>
      </p>
    </>
  )
}

interface LineProps {
  readonly matter: string
  readonly document: DocumentView
  readonly onReplace: (document: DocumentView) => void
}

function Line({ matter, document, onReplace }: LineProps) {
  const { title, kindName, number, responsible, date, pages, stateName, remark, reason, restricted, may } = document
  const remarks = [remark, remark.includes(reason) ? '' : reason].filter((t) => t !== '' && t !== stateName)
  return (
    <tr>
      <td className="number" data-label="顺序号">
        {document.order ?? '—'}
      </td>
      <td data-label="文号">{number || '—'}</td>
      <td data-label="责任者">{responsible || '—'}</td>
      <th scope="row">
        {title}
        <div className="quiet">
          {title.startsWith(kindName) ? document.sourceName : kindName}
          {restricted && !remark.includes('限阅') && ' · 限阅'}
        </div>
      </th>
      <td className="number" data-label="日期">
        {date}
      </td>
      <td className="number" data-label="页数">
        {pages ?? '—'}
      </td>
      <td data-label="状态">
        <span className={document.state === 'quarantined' ? 'state late' : 'state'}>{stateName}</span>
        {remarks.join(';')}
      </td>
      <td>
        <div className="acts">
          {may.open && <Open matter={matter} document={document} />}
          {may.upload && <Resume matter={matter} document={document} />}
          {may.replace && (
            <Button type="link" aria-label={`更正:${title}`} onClick={() => onReplace(document)}>
              更正
            </Button>
          )}
          {may.withdraw && <Withdraw matter={matter} document={document} />}
        </div>
      </td>
    </tr>
  )
}

function Missing({ catalogue }: { catalogue: Catalogue }) {
  const gaps = catalogue.checklist.filter((line) => !line.present)
  if (gaps.length === 0) return <p>应有的材料都已入卷。</p>
  return (
    <details className="gaps">
      <summary>还缺 {gaps.length} 种材料</summary>
      <ul>
        {gaps.map((line) => (
          <li key={line.kind}>
            {line.name}
            <span className="quiet">
              {line.gap && `:${line.gap}`}(依据:{line.basis})
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
