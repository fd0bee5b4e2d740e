import { Button, Form, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Catalogue, DocumentView, MatterView } from '../../api/routes.ts'
import { Refused } from '../../pieces/refused.tsx'
import { ChosenFiles } from './chosen-files.tsx'
import { must } from './field-rules.ts'
import { PaperFields } from './paper-fields.tsx'
import { type Said, useSendPapers } from './use-send-papers.ts'

interface AddDocumentProps {
  readonly matter: MatterView
  readonly catalogue: Catalogue
  /** The paper that is corrected; undefined for a new one. */
  readonly replaces?: DocumentView | undefined
  /** The correction was brought, or is not wanted. */
  readonly onReplaced?: () => void
}

/** Brings papers: said what they are, hashed here, sent straight to storage, checked after arrival. */
export function AddDocument({ matter, catalogue, replaces, onReplaced }: AddDocumentProps) {
  const [form] = Form.useForm<Said>()
  const [open, setOpen] = useState(replaces !== undefined)
  const papers = useSendPapers({ matter: matter.id, form, replaces: replaces?.id, onSent: onReplaced })
  const { chosen, stage, error } = papers
  const box = useInSight(replaces)

  return (
    <details ref={box} className="add" open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{replaces ? `更正「${replaces.title}」` : '上传一份材料,或一次几份'}</summary>
      <Form<Said>
        form={form}
        layout="vertical"
        className="form"
        scrollToFirstError={{ block: 'center', focus: true }}
        initialValues={replaces && { kind: replaces.kind, number: replaces.number, responsible: replaces.responsible }}
        onFinish={(said) => void papers.send(said)}
      >
        {replaces && <p className="quiet">更正件入卷后,目录里注明替换了哪一件和理由;原来的那件保留,不会删除。</p>}
        <ChosenFiles
          chosen={chosen}
          onChange={papers.choose}
          accepts={catalogue.accepts}
          single={replaces !== undefined}
          stage={stage}
          problem={papers.problem}
        />
        {chosen.length > 1 && <p className="quiet">下面填写的内容用于所选的 {chosen.length} 份材料。</p>}
        {replaces && (
          <Form.Item name="replaceReason" label="更正的理由" rules={must('请写明更正的理由')}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={300} />
          </Form.Item>
        )}
        <PaperFields />
        {error && <Refused error={error} />}
        <div className="acts">
          <Button type="primary" htmlType="submit" loading={stage !== undefined}>
            {error ? '重新上传' : '上传'}
          </Button>
          {replaces && (
            <Button disabled={stage !== undefined} onClick={onReplaced}>
              先不更正
            </Button>
          )}
        </div>
        <div role="status">
          {papers.outcomes.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      </Form>
    </details>
  )
}

/** A correction is asked for in the catalogue above: its form comes into sight, ready for the file. */
function useInSight(replaces: DocumentView | undefined) {
  const box = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    if (!replaces) return
    box.current?.scrollIntoView({ block: 'start' })
    box.current?.querySelector<HTMLInputElement>('input[type=file]')?.focus({ preventScroll: true })
  }, [replaces])
  return box
}
