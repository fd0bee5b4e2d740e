import { Alert, Button, Form, type FormInstance } from 'antd'
import { type ReactNode, useState } from 'react'
import { ApiError } from '../api/problem.ts'
import { Refused } from './confirm-command.tsx'
import { ConflictDialog, type Labels } from './conflict-dialog.tsx'
import { placeFieldErrors } from './field-errors.ts'
import { shortInstant } from './times.ts'
import { type DraftKeeper, type Saved, useDraft } from './use-draft.ts'

/** A form's values with the version of the record that they belong to; 0 for something new. */
export interface Versioned<V> {
  readonly values: V
  readonly version: number
}

interface DraftFormProps<V extends object> {
  readonly matter: string
  /** Name of the form, stable: drafts are found by it. */
  readonly name: string
  /** As the server has it. Dates are texts (`YYYY-MM-DD`, see DateField): a draft is JSON. */
  readonly current: Versioned<V>
  /** Sends it: use a `useCommand`, so that pressing twice is one action. */
  readonly send: (values: V, version: number) => Promise<unknown>
  /** Reads the record afresh when somebody else changed it. */
  readonly reload: () => Promise<Versioned<V>>
  /** How the fields are called, for the dialog that merges two people's texts. */
  readonly labels: Labels
  /** Path in the request's body under which the values lie, for the server's messages: `form`. */
  readonly within?: string
  /** On the button: 「保存」「报送」. */
  readonly submit: string
  /** What sending does, shown beside the button. */
  readonly happens?: ReactNode
  readonly onSent?: () => void
  readonly children: ReactNode | ((form: FormInstance<V>) => ReactNode)
}

interface Conflict<V> {
  readonly error: ApiError
  readonly mine: V
  readonly theirs: Versioned<V>
}

/**
 * A form that loses nothing: saved on this machine as it is typed, restored after a closed browser, an expired session
 * or a dropped network, merged when somebody else was faster, and cleared when the server has it.
 */
export function DraftForm<V extends object>(props: DraftFormProps<V>) {
  const { current, send, reload, labels, within, submit, happens, onSent, children } = props
  const [form] = Form.useForm<V>()
  const [opened, setOpened] = useState(current)
  const draft = useDraft<V>({ matter: props.matter, form: props.name }, opened.version)
  const [restored, setRestored] = useState(draft.found !== undefined)
  const [sending, setSending] = useState(false)
  const [error, setError] = useState<ApiError>()
  const [conflict, setConflict] = useState<Conflict<V>>()
  const [aside, setAside] = useState<readonly { label: string; text: string }[]>([])

  const values = (): V => ({ ...opened.values, ...form.getFieldsValue(true) })
  const fail = async (failure: ApiError) => {
    if (failure.code !== 'changed') {
      const elsewhere = placeFieldErrors(form, failure, within)
      return setError(new ApiError(failure.code, failure.message, { ...failure, fields: elsewhere.map(unplaced) }))
    }
    const theirs = await reload().catch(() => undefined)
    if (theirs) setConflict({ error: failure, mine: values(), theirs })
    else setError(failure)
  }

  const finish = async () => {
    if (sending) return
    setSending(true)
    setError(undefined)
    try {
      // What a restored draft was begun on decides, so that a change made meanwhile is found.
      await send(values(), restored ? (draft.found?.base ?? opened.version) : opened.version)
      draft.clear()
      setRestored(false)
      onSent?.()
    } catch (e) {
      await fail(e instanceof ApiError ? e : new ApiError('fault', '没有发送成功,您填写的内容已存在本机,请重试'))
    } finally {
      setSending(false)
    }
  }

  const discard = () => {
    draft.clear()
    setRestored(false)
    form.setFieldsValue(current.values as never)
  }

  return (
    <Form<V>
      form={form}
      layout="vertical"
      scrollToFirstError={{ block: 'center', focus: true }}
      initialValues={draft.found?.values ?? current.values}
      onValuesChange={() => draft.keep(values())}
      onFinish={() => void finish()}
      requiredMark
    >
      {restored && draft.found && <Restored at={draft.found.savedAt} onDiscard={discard} />}
      {aside.map((kept) => (
        <Alert key={kept.label} type="info" closable title={`没有选用的「${kept.label}」`} description={kept.text} />
      ))}
      {typeof children === 'function' ? children(form) : children}
      {error && <Refused error={error} />}
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={sending}>
          {submit}
        </Button>
        <DraftStatus saved={draft.saved} />
        {happens && <div className="quiet">{happens}</div>}
      </div>
      {conflict && (
        <ConflictDialog
          error={conflict.error}
          base={opened.values}
          mine={conflict.mine}
          theirs={conflict.theirs.values}
          labels={labels}
          onLater={() => setConflict(undefined)}
          onMerge={(merged, notChosen) => {
            setOpened(conflict.theirs)
            setRestored(false)
            setAside(notChosen)
            setConflict(undefined)
            form.setFieldsValue(merged as never)
            draft.keep(merged)
          }}
        />
      )}
    </Form>
  )
}

const unplaced = (message: string) => ({ field: '', message })

function Restored({ at, onDiscard }: { at: number; onDiscard: () => void }) {
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

/** 「已保存 14:03」. */
export function DraftStatus({ saved }: { readonly saved: Saved } & Partial<Pick<DraftKeeper<unknown>, 'clear'>>) {
  return (
    <span role="status" className={saved.kind === 'failed' ? 'draft-status late' : 'draft-status quiet'}>
      {saved.kind === 'saved' && `已保存 ${shortInstant(saved.at, new Date())}(在本机)`}
      {saved.kind === 'failed' && '浏览器不能自动保存,发送之前请不要关闭本页'}
    </span>
  )
}
