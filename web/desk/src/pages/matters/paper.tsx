import { Select } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { archive, filing, type MatterView, STAMP_NAMES, type StampName } from '../../api/routes.ts'
import { Ask } from '../../pieces/ask.tsx'
import { ConfirmCommand } from '../../pieces/confirm-command.tsx'
import { Pick } from '../../pieces/pick.tsx'

/** Ink instead of a click: the scan lies in the volume already; here it is said which seal it carries. */
export function BringPaper({ matter, stamp }: { readonly matter: MatterView; readonly stamp: StampName }) {
  const [versionCode, setVersionCode] = useState('')
  const [document, setDocument] = useState('')
  return (
    <ConfirmCommand
      route={filing.bringPaper}
      input={{ params: { matter: matter.id, stamp }, body: { version: matter.version, versionCode, document } }}
      label="提交盖章扫描件"
      title={`提交「${STAMP_NAMES[stamp]}」的盖章扫描件`}
      happens={['先把扫描件作为「签章扫描件」上传到台账,校验通过后在这里选择。', '由另一位同志核对后才算签章。']}
      done="已提交,等第二人核对"
      type="link"
    >
      <Ask label="纸上印的版本码" placeholder="如 7F3A-91C2" value={versionCode} onChange={setVersionCode} />
      <Papers matter={matter.id} value={document} onChange={setDocument} />
    </ConfirmCommand>
  )
}

interface Waiting {
  readonly matter: MatterView
  readonly paper: MatterView['papers'][number]
}

export function ConfirmPaper({ matter, paper: { stamp, document } }: Waiting) {
  const [fits, setFits] = useState<boolean>()
  const [remark, setRemark] = useState('')
  return (
    <ConfirmCommand
      route={filing.confirmPaper}
      input={{
        params: { matter: matter.id, stamp },
        body: { version: matter.version, document, fits: fits as boolean, remark },
      }}
      label="核对扫描件"
      title={`核对「${STAMP_NAMES[stamp]}」的扫描件`}
      happens={['请在台账里打开扫描件,逐项对照报备表和版本码。', '相符的,签章生效并记入您的姓名;不符的,退回重新盖章。']}
      done="核对结果已记录"
    >
      <Pick
        label="扫描件与报备表、版本码"
        value={fits}
        options={[
          { value: true, label: '相符' },
          { value: false, label: '不符' },
        ]}
        onChange={setFits}
      />
      <Ask long label={fits === false ? '哪里不符' : '备注(可不填)'} value={remark} onChange={setRemark} />
    </ConfirmCommand>
  )
}

/** Scans of stamped forms that are verified and in the volume. */
function Papers({ matter, value, onChange }: { matter: string; value: string; onChange: (id: string) => void }) {
  const read = useRead(archive.catalogue, { params: { matter } })
  const scans = (read.data?.documents ?? []).filter((d) => d.kind === 'stamped-scan' && d.state === 'verified')
  return (
    <div className="ask">
      <label htmlFor="stamped-scan">台账里的扫描件</label>
      <Select
        id="stamped-scan"
        style={{ width: '100%' }}
        loading={!read.data && !read.error}
        value={value || undefined}
        notFoundContent="台账里还没有通过校验的签章扫描件"
        options={scans.map((d) => ({ value: d.id, label: `${d.title}(${d.filename})` }))}
        onChange={onChange}
      />
    </div>
  )
}
