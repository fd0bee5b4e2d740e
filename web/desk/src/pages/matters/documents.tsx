import { Button } from 'antd'
import { useState } from 'react'
import { useDesk } from '../../api/desk.ts'
import { useRead } from '../../api/hooks.ts'
import { archive, type Catalogue, type DocumentView, type MatterView } from '../../api/routes.ts'
import { Ask } from '../../pieces/ask.tsx'
import { ConfirmCommand } from '../../pieces/confirm-command.tsx'
import { Nothing, PageState } from '../../pieces/page-state.tsx'
import { useSay } from '../../pieces/say.ts'
import { AddDocument } from './add-document.tsx'

/** 台账: 卷内目录, what is still missing, and bringing a paper. */
export function Documents({ matter }: { readonly matter: MatterView }) {
  const read = useRead(archive.catalogue, { params: { matter: matter.id } }, { everySeconds: 60 })
  return (
    <section className="sheet" id="documents" aria-label="台账">
      <h2>台账(一事一卷)</h2>
      <PageState read={read} what="卷内目录" shape="list">
        {(catalogue) => (
          <>
            <List matter={matter} catalogue={catalogue} />
            <Missing catalogue={catalogue} />
            {catalogue.mayAdd && <AddDocument matter={matter} catalogue={catalogue} />}
          </>
        )}
      </PageState>
    </section>
  )
}

function List({ matter, catalogue }: { matter: MatterView; catalogue: Catalogue }) {
  if (catalogue.documents.length === 0) {
    return <Nothing title="卷内还没有材料">报送人、负责人、档案员上传并通过校验后,按顺序列在这里。</Nothing>
  }
  return (
    <div className="wide">
      <table className="plain">
        <caption className="quiet">卷内目录</caption>
        <thead>
          <tr>
            {['顺序号', '题名', '责任者', '日期', '页数', '状态和备注', ''].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {catalogue.documents.map((document) => (
            <Line key={document.id} matter={matter} document={document} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Line({ matter, document }: { matter: MatterView; document: DocumentView }) {
  const { title, kindName, number, responsible, date, pages, stateName, remark, reason, restricted, may } = document
  const remarks = [remark, remark.includes(reason) ? '' : reason].filter((t) => t !== '' && t !== stateName)
  return (
    <tr>
      <td className="number" data-label="顺序号">
        {document.order ?? '—'}
      </td>
      <td>
        {title}
        <div className="quiet">
          {kindName}
          {number && ` · ${number}`}
          {restricted && ' · 限阅'}
        </div>
      </td>
      <td data-label="责任者">{responsible}</td>
      <td className="number" data-label="日期">
        {date}
      </td>
      <td className="number" data-label="页数">
        {pages ?? ''}
      </td>
      <td>
        <span className={document.state === 'quarantined' ? 'state late' : 'state'}>{stateName}</span>
        {remarks.join(';')}
      </td>
      <td>
        {may.open && <Open matter={matter.id} document={document} />}
        {may.withdraw && <Withdraw matter={matter.id} document={document} />}
      </td>
    </tr>
  )
}

function Open({ matter, document }: { matter: string; document: DocumentView }) {
  const { call } = useDesk()
  const say = useSay()
  const open = async () => {
    try {
      const { url } = await call(archive.link, { params: { matter, document: document.id } })
      window.location.assign(url)
    } catch (error) {
      say(error instanceof Error ? error.message : '没有打开,请重试')
    }
  }
  return (
    <Button type="link" onClick={() => void open()} aria-label={`下载:${document.title}`}>
      下载
    </Button>
  )
}

function Withdraw({ matter, document }: { matter: string; document: DocumentView }) {
  const [reason, setReason] = useState('')
  return (
    <ConfirmCommand
      route={archive.withdraw}
      input={{ params: { matter, document: document.id }, body: { reason } }}
      label="撤下"
      title={`撤下「${document.title}」?`}
      happens={['材料不再计入卷内,目录里注明已撤下和理由。', '原文件仍按保管期限封存,不会删除。']}
      done="已撤下"
      type="text"
    >
      <Ask long label="撤下的理由" value={reason} onChange={setReason} />
    </ConfirmCommand>
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
          <li key={line.kind} title={line.basis}>
            {line.name}
            {line.gap && <span className="quiet">:{line.gap}</span>}
          </li>
        ))}
      </ul>
    </details>
  )
}
