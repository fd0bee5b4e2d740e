import { Button, Form, type FormInstance } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { ApiError } from '../api/problem.ts'
import { ConflictDialog, type Labels } from './conflict-dialog.tsx'
import { DraftStatus, NotChosen, Restored } from './draft-notes.tsx'
import type { Versioned } from './draft-store.ts'
import { placeFieldErrors } from './field-errors.ts'
import { Refused } from './refused.tsx'
import { useDraft } from './use-draft.ts'

interface DraftFormProps<V extends object> {
  readonly matter: string
  /** Name of the form, stable: drafts are found by it. */
  readonly name: string
  /** As the server has it. Dates are texts (`YYYY-MM-DD`, see DateField): a draft is JSON. */
  readonly current: Versioned<V>
  /** Sends it (by a `useCommand`, so that pressing twice is one action) and gives back what the server has then. */
  readonly send: (values: V, version: number) => Promise<Versioned<V>>
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
  const draft = useDraft<V>({ matter: props.matter, form: props.name })
  const [restored, setRestored] = useState(draft.found)
  const [opened, setOpened] = useState(draft.found?.opened ?? current)
  /** Something is typed that the server does not have. */
  const open = useRef(draft.found !== undefined)
  const [sending, setSending] = useState(false)
  const [error, setError] = useState<ApiError>()
  const [conflict, setConflict] = useState<Conflict<V>>()
  const [aside, setAside] = useState<readonly { label: string; text: string }[]>([])

  const values = (): V => ({ ...opened.values, ...form.getFieldsValue(true) })
  const keep = (typed: V, from: Versioned<V>) => {
    open.current = true
    draft.keep(typed, from)
  }
  /** Nothing of one's own is left: the form stands as the server has it. */
  const settle = (now: Versioned<V>) => {
    open.current = false
    draft.clear()
    setRestored(undefined)
    setOpened(now)
    form.setFieldsValue(now.values as never)
  }

  useEffect(() => {
    // A newer record comes in by itself only where nothing was typed; else sending finds out, and both texts are shown.
    if (open.current || current.version === opened.version) return
    setOpened(current)
    form.setFieldsValue(current.values as never)
  }, [current, opened.version, form])

  const fail = async (failure: ApiError) => {
    if (failure.code !== 'changed') {
      const elsewhere = placeFieldErrors(form, failure, within).map((message) => ({ field: '', message }))
      return setError(new ApiError(failure.code, failure.message, { ...failure, fields: elsewhere }))
    }
    const theirs = await reload().catch(() => undefined)
    if (theirs) setConflict({ error: failure, mine: values(), theirs })
    else setError(failure)
  }

  const finish = async () => {
    if (sending) return
    setSending(true)
    setError(undefined)
    const sent = values()
    try {
      const now = await send(sent, opened.version)
      const typed = values()
      // Who goes on typing while it is sent loses nothing: that much is a draft on top of what was saved.
      if (JSON.stringify(typed) === JSON.stringify(sent)) settle(now)
      else {
        setOpened(now)
        setRestored(undefined)
        keep(typed, now)
      }
      setAside([])
      onSent?.()
    } catch (e) {
      await fail(e instanceof ApiError ? e : new ApiError('fault', '没有发送成功,您填写的内容已存在本机,请重试'))
    } finally {
      setSending(false)
    }
  }

  const goOn = (theirs: Versioned<V>, merged: V, notChosen: typeof aside) => {
    setOpened(theirs)
    setRestored(undefined)
    setAside(notChosen)
    setConflict(undefined)
    form.setFieldsValue(merged as never)
    keep(merged, theirs)
  }

  return (
    <Form<V>
      form={form}
      layout="vertical"
      className="one-column"
      scrollToFirstError={{ block: 'center', focus: true }}
      initialValues={restored?.values ?? current.values}
      onValuesChange={() => keep(values(), opened)}
      onFinish={() => void finish()}
    >
      {restored && <Restored at={restored.savedAt} onDiscard={() => settle(current)} />}
      {aside.map((kept) => (
        <NotChosen key={kept.label} {...kept} />
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
          onMerge={(merged, notChosen) => goOn(conflict.theirs, merged, notChosen)}
        />
      )}
    </Form>
  )
}
