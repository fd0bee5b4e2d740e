import { Button, Form, Input, Progress } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Catalogue } from '../../api/routes.ts'
import { objectionTo, spokenSize, titleOf } from '../../upload/check.ts'
import type { Stage } from './use-upload.ts'

/** A file that waits to be sent; the id names its field in the form. */
export interface Chosen {
  readonly id: string
  readonly file: File
}

interface FilesProps {
  readonly chosen: readonly Chosen[]
  readonly onChange: (chosen: readonly Chosen[]) => void
  readonly accepts: Catalogue['accepts']
  /** One file alone: a correction stands for one paper. */
  readonly single: boolean
  readonly stage: Stage | undefined
  /** What is wrong with the choice as a whole: nothing was chosen. */
  readonly problem: string
}

const same = (a: File, b: File) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified
let made = 0

/** Where files are dropped or chosen, and the list of those chosen, each with its title and how far it has come. */
export function ChosenFiles({ chosen, onChange, accepts, single, stage, problem }: FilesProps) {
  const [refused, setRefused] = useState<readonly string[]>([])
  const busy = stage !== undefined

  const take = (list: FileList | null) => {
    const files = [...(list ?? [])].filter((file) => !chosen.some((c) => same(c.file, file)))
    if (busy || files.length === 0) return
    const objections = files.map((file) => objectionTo(file, accepts))
    const good = files.filter((_, i) => objections[i] === undefined)
    setRefused(objections.flatMap((said, i) => (said ? [`${files[i]?.name}:${said}`] : [])))
    const all = [...chosen, ...good.map((file) => ({ id: `f${++made}`, file }))]
    onChange(single ? all.slice(-1) : all)
  }

  return (
    <DropArea onDrop={take}>
      <label htmlFor="paper-file">{single ? '选择文件,或者拖到这里' : '选择文件,可以几份一起选,或者拖到这里'}</label>
      <input
        id="paper-file"
        type="file"
        multiple={!single}
        disabled={busy}
        accept={accepts.flatMap((a) => a.extensions.map((e) => `.${e}`)).join(',')}
        aria-describedby="paper-kinds"
        onChange={(e) => {
          take(e.target.files)
          // Emptied, so that the same file can be chosen again; what was chosen is listed below.
          e.target.value = ''
        }}
      />
      <p className="quiet" id="paper-kinds">
        可以上传:{[...new Set(accepts.map((a) => a.label))].join('、')}。
      </p>
      {(problem || refused.length > 0) && <NotTaken problem={problem} refused={refused} />}
      {chosen.map((one) => (
        <ChosenFile
          key={one.id}
          chosen={one}
          alone={chosen.length === 1}
          stage={stage}
          onLeave={() => onChange(chosen.filter((c) => c.id !== one.id))}
        />
      ))}
    </DropArea>
  )
}

/** Files may be dropped anywhere on it. */
function DropArea({ onDrop, children }: { readonly onDrop: (files: FileList) => void; readonly children: ReactNode }) {
  const [over, setOver] = useState(false)
  return (
    <fieldset
      className={over ? 'drop over' : 'drop'}
      onDragOver={(e) => {
        e.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault()
        setOver(false)
        onDrop(e.dataTransfer.files)
      }}
    >
      {children}
    </fieldset>
  )
}

/** What is wrong with the choice, and which files were left out and why. */
function NotTaken({ problem, refused }: { readonly problem: string; readonly refused: readonly string[] }) {
  return (
    <div role="alert" className="late">
      {problem && <p>{problem}</p>}
      {refused.map((line) => (
        <p key={line}>没有选入 {line}</p>
      ))}
    </div>
  )
}

interface ChosenFileProps {
  readonly chosen: Chosen
  /** It is the only one: its title needs no file name beside it. */
  readonly alone: boolean
  /** Where the file is that is being sent, this one or another. */
  readonly stage: Stage | undefined
  readonly onLeave: () => void
}

/** One chosen file: its title, and how far it has come, or the way out of the choice. */
function ChosenFile({ chosen: { id, file }, alone, stage, onLeave }: ChosenFileProps) {
  return (
    <div className="chosen">
      <Form.Item
        name={['titles', id]}
        label={alone ? '题名' : `题名(${file.name})`}
        initialValue={titleOf(file.name)}
        rules={[{ required: true, whitespace: true, message: '请填写题名' }]}
        extra={`${file.name},${spokenSize(file.size)}`}
      >
        <Input maxLength={120} />
      </Form.Item>
      {stage?.file === file ? (
        <p>
          <span role="status">{stage.name}</span>
          <Progress percent={Math.round(stage.share * 100)} aria-label={`${file.name} ${stage.name}`} />
        </p>
      ) : (
        <Button type="text" disabled={stage !== undefined} aria-label={`不传 ${file.name}`} onClick={onLeave}>
          不传这份
        </Button>
      )}
    </div>
  )
}
