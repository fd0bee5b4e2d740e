import { Button } from 'antd'
import { useEffect } from 'react'
import { useParams } from 'wouter'
import { useRead } from '../../api/hooks.ts'
import { filing, type MatterView, STAMP_NAMES, STAMPS } from '../../api/routes.ts'
import { PageState } from '../../pieces/page-state.tsx'
import { ReadForm } from './filing-form.tsx'
import { Qr } from './qr.tsx'
import './matters.css'
import './print.css'

/** 报备表 on A4, to be stamped in ink: with QR and version code, so that an outdated print is found out. */
export default function PrintPage() {
  const { matter = '' } = useParams<{ matter: string }>()
  const read = useRead(filing.read, { params: { matter } })
  return (
    <PageState read={read} what="报备表" shape="text">
      {(view) => <Sheet matter={view} />}
    </PageState>
  )
}

function Sheet({ matter }: { matter: MatterView }) {
  const address = `${location.origin}/desk/matters/${matter.id}?version=${matter.form.versionCode}`
  useEffect(() => {
    document.title = `报备表 ${matter.id}`
  }, [matter.id])
  return (
    <article className="a4">
      <p className="noprint">
        <Button type="primary" onClick={() => window.print()}>
          打印
        </Button>{' '}
        盖章后扫描,上传到台账,再到「签章」提交。报备表改动后,这一份就作废了。
      </p>
      <h1>社会稳定风险评估事项报备表</h1>
      <div className="mark">
        <Qr address={address} alt="本表的二维码" />
        <p>
          版本码 <strong>{matter.form.versionCode}</strong>
        </p>
      </div>
      <ReadForm matter={matter} />
      <div className="seals">
        {STAMPS.map((name) => {
          const stamp = matter.stamps[name]
          return (
            <div key={name} className="seal-cell">
              <strong>{STAMP_NAMES[name]}</strong>
              <p className="text">{stamp?.opinion}</p>
              <p>{stamp ? `${stamp.organName} ${stamp.name}` : ''}</p>
              <p className="day">
                {stamp
                  ? new Date(stamp.at).toLocaleDateString('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long' })
                  : '年  月  日'}
              </p>
            </div>
          )
        })}
      </div>
    </article>
  )
}
