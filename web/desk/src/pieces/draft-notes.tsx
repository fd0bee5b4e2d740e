import { Alert, Button } from 'antd'
import { shortInstant } from './times.ts'
import type { Saved } from './use-draft.ts'

/** On top of a form that was left with something typed in it. */
export function Restored({ at, onDiscard }: { readonly at: number; readonly onDiscard: () => void }) {
  return (
    <Alert
      type="info"
      showIcon
      style={{ marginBottom: 16 }}
      title={`已恢复您 ${shortInstant(new Date(at), new Date())} 填写、还没有发送的内容`}
      action={<Button onClick={onDiscard}>不要草稿</Button>}
    />
  )
}

/** The text that was not chosen when two people's texts were merged: it stays in sight until it is closed. */
export function NotChosen({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <Alert
      type="info"
      showIcon
      style={{ marginBottom: 16 }}
      closable={{ closeIcon: '收起', 'aria-label': `收起没有选用的${label}` }}
      title={`没有选用的「${label}」`}
      description={text}
    />
  )
}

/** 「已保存 14:03」. */
export function DraftStatus({ saved }: { readonly saved: Saved }) {
  return (
    <span role="status" className={saved.kind === 'failed' ? 'late' : 'quiet'}>
      {saved.kind === 'saved' && `已保存 ${shortInstant(saved.at, new Date())}(在本机)`}
      {saved.kind === 'failed' && '浏览器不能自动保存,发送之前请不要关闭本页'}
    </span>
  )
}
