import { Button, Form, type FormInstance } from 'antd'
import type { ReactNode } from 'react'
import { ConflictDialog, type Labels } from './conflict-dialog.tsx'
import { DraftStatus, NotChosen, Restored } from './draft-notes.tsx'
import type { Versioned } from './draft-store.ts'
import { Refused } from './refused.tsx'
import { useDraftValues } from './use-draft-values.ts'
import { type Sending, useSendDraft } from './use-send-draft.ts'

interface DraftFormProps<V extends object> extends Sending<V> {
  readonly matter: string
  /** Name of the form, stable: drafts are found by it. */
  readonly name: string
  /** As the server has it. Dates are texts (`YYYY-MM-DD`, see DateField): a draft is JSON. */
  readonly current: Versioned<V>
  /** How the fields are called, for the dialog that merges two people's texts. */
  readonly labels: Labels
  /** On the button: 「保存」「报送」. */
  readonly submit: string
  /** What sending does, shown beside the button. */
  readonly happens?: ReactNode
  readonly children: ReactNode | ((form: FormInstance<V>) => ReactNode)
}

/**
 * A form that loses nothing: saved on this machine as it is typed, restored after a closed browser, an expired session
 * or a dropped network, merged when somebody else was faster, and cleared when the server has it.
 */
export function DraftForm<V extends object>(props: DraftFormProps<V>) {
  const { current, labels, submit, happens, children } = props
  const [form] = Form.useForm<V>()
  const draft = useDraftValues({ form, of: { matter: props.matter, form: props.name }, current })
  const { sending, error, conflict, aside, finish, merge, later } = useSendDraft({ ...props, form, draft })

  return (
    <Form<V>
      form={form}
      layout="vertical"
      className="one-column"
      scrollToFirstError={{ block: 'center', focus: true }}
      initialValues={draft.restored?.values ?? current.values}
      onValuesChange={() => draft.keep()}
      onFinish={() => void finish()}
    >
      {draft.restored && <Restored at={draft.restored.savedAt} onDiscard={() => draft.settle(current)} />}
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
          base={draft.opened.values}
          mine={conflict.mine}
          theirs={conflict.theirs.values}
          labels={labels}
          onLater={later}
          onMerge={merge}
        />
      )}
    </Form>
  )
}
