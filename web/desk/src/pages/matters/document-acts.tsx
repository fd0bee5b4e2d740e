import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useDesk } from '../../api/desk.ts'
import { archive, type DocumentView } from '../../api/routes.ts'
import { Ask } from '../../pieces/ask.tsx'
import { ConfirmCommand } from '../../pieces/confirm-command.tsx'
import { useSay } from '../../pieces/say.ts'
import { outcomeOf, useUpload } from './use-upload.ts'

interface ActProps {
  readonly matter: string
  readonly document: DocumentView
}

/** 下载, by an address that holds for minutes; the look is on record. */
export function Open({ matter, document }: ActProps) {
  const { call } = useDesk()
  const [running, setRunning] = useState(false)
  const [failed, setFailed] = useState('')
  const open = async () => {
    setRunning(true)
    setFailed('')
    try {
      const { url } = await call(archive.link, { params: { matter, document: document.id } })
      window.location.assign(url)
    } catch (error) {
      setFailed(error instanceof Error ? error.message : '没有打开,请重试')
    } finally {
      setRunning(false)
    }
  }
  return (
    <>
      <Button type="link" loading={running} onClick={() => void open()} aria-label={`下载:${document.title}`}>
        下载
      </Button>
      {failed && (
        <span role="alert" className="late">
          {failed}
        </span>
      )}
    </>
  )
}

/** 补传: the paper was announced and its file never came, since the line dropped or the browser was closed. */
export function Resume({ matter, document }: ActProps) {
  const input = useRef<HTMLInputElement>(null)
  const { resume, stage } = useUpload(matter)
  const [failed, setFailed] = useState('')
  const say = useSay()
  const take = async (file: File | undefined) => {
    if (!file) return
    setFailed('')
    try {
      say(outcomeOf(await resume(file, document)))
    } catch (error) {
      setFailed(error instanceof Error ? error.message : '没有传完,请再选一次文件')
    }
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        onChange={(e) => {
          void take(e.target.files?.[0])
          e.target.value = ''
        }}
      />
      <Button
        type="link"
        loading={stage !== undefined}
        aria-label={`补传:${document.title}`}
        onClick={() => input.current?.click()}
      >
        {stage ? `${stage.name} ${Math.round(stage.share * 100)}%` : '补传文件'}
      </Button>
      {failed && (
        <span role="alert" className="late">
          {failed}
        </span>
      )}
    </>
  )
}

export function Withdraw({ matter, document }: ActProps) {
  const [reason, setReason] = useState('')
  return (
    <ConfirmCommand
      route={archive.withdraw}
      input={{ params: { matter, document: document.id }, body: { reason } }}
      label="撤下"
      title={`撤下「${document.title}」?`}
      happens={['材料不再计入卷内,目录里注明已撤下和理由。', '原文件仍按保管期限封存,不会删除。']}
      done="已撤下"
      type="link"
    >
      <Ask long label="撤下的理由" value={reason} onChange={setReason} />
    </ConfirmCommand>
  )
}
