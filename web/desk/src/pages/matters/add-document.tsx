import { Button, Checkbox, Form, Input, Radio, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { ApiError } from '../../api/problem.ts'
import type { Catalogue, DocumentView, MatterView } from '../../api/routes.ts'
import { DOCUMENT_KIND_NAMES, SOURCE_NAMES } from '../../api/routes.ts'
import { DateField } from '../../pieces/date-field.tsx'
import { placeFieldErrors } from '../../pieces/field-errors.ts'
import { Refused } from '../../pieces/refused.tsx'
import { type Chosen, ChosenFiles } from './chosen-files.tsx'
import { outcomeOf, type PaperText, useUpload } from './use-upload.ts'

interface AddDocumentProps {
  readonly matter: MatterView
  readonly catalogue: Catalogue
  /** The paper that is corrected; undefined for a new one. */
  readonly replaces?: DocumentView | undefined
  /** The correction was brought, or is not wanted. */
  readonly onReplaced?: () => void
}

/** What the form holds: what is said of all chosen files, and each one's title. */
type Said = Omit<PaperText, 'title' | 'replaces'> & { readonly titles?: Readonly<Record<string, string>> }

const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }))
const must = (message: string) => [{ required: true, message }]
/** What the server says of these is said of one file. */
const OF_FILE = ['title', 'filename', 'size', 'contentType', 'sha256']

/** Brings papers: said what they are, hashed here, sent straight to storage, checked after arrival. */
export function AddDocument({ matter, catalogue, replaces, onReplaced }: AddDocumentProps) {
  const [form] = Form.useForm<Said>()
  const [chosen, setChosen] = useState<readonly Chosen[]>([])
  const [open, setOpen] = useState(replaces !== undefined)
  const [problem, setProblem] = useState('')
  const [error, setError] = useState<ApiError>()
  const [outcomes, setOutcomes] = useState<readonly string[]>([])
  const upload = useUpload(matter.id)
  const box = useRef<HTMLDetailsElement>(null)

  useEffect(() => {
    if (!replaces) return
    box.current?.scrollIntoView({ block: 'start' })
    box.current?.querySelector<HTMLInputElement>('input[type=file]')?.focus({ preventScroll: true })
  }, [replaces])

  const send = async ({ titles = {}, ...said }: Said) => {
    if (chosen.length === 0) return setProblem('请先选择文件')
    setError(undefined)
    setOutcomes([])
    for (const { id, file } of chosen) {
      const text = { ...said, title: titles[id] ?? '', ...(replaces ? { replaces: replaces.id } : {}) }
      try {
        const document = await upload.bring(file, text)
        setOutcomes((before) => [...before, outcomeOf(document)])
        setChosen((list) => list.filter((c) => c.id !== id))
      } catch (e) {
        return fail(e as ApiError, id)
      }
    }
    form.resetFields()
    onReplaced?.()
  }
  /** What is wrong stands beside its field; the files that were not sent stay chosen. */
  const fail = (failure: ApiError, id: string) => {
    const fields = failure.fields.map((f) => (OF_FILE.includes(f.field) ? { ...f, field: `titles.${id}` } : f))
    const elsewhere = placeFieldErrors(form, new ApiError(failure.code, failure.message, { fields }))
    const summary = elsewhere.map((message) => ({ field: '', message }))
    setError(new ApiError(failure.code, failure.message, { ...failure, fields: summary }))
  }

  return (
    <details ref={box} className="add" open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{replaces ? `更正「${replaces.title}」` : '上传一份材料,或一次几份'}</summary>
      <Form<Said>
        form={form}
        layout="vertical"
        className="form"
        scrollToFirstError={{ block: 'center', focus: true }}
        initialValues={replaces && { kind: replaces.kind, number: replaces.number, responsible: replaces.responsible }}
        onFinish={(said) => void send(said)}
      >
        {replaces && <p className="quiet">更正件入卷后,目录里注明替换了哪一件和理由;原来的那件保留,不会删除。</p>}
        <ChosenFiles
          chosen={chosen}
          onChange={(files) => {
            setChosen(files)
            setProblem('')
          }}
          accepts={catalogue.accepts}
          single={replaces !== undefined}
          stage={upload.stage}
          problem={problem}
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
          <Button type="primary" htmlType="submit" loading={upload.stage !== undefined}>
            {error ? '重新上传' : '上传'}
          </Button>
          {replaces && (
            <Button disabled={upload.stage !== undefined} onClick={onReplaced}>
              先不更正
            </Button>
          )}
        </div>
        <div role="status">
          {outcomes.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      </Form>
    </details>
  )
}

function PaperFields() {
  return (
    <>
      <Form.Item name="kind" label="材料种类" rules={must('请选择材料种类')}>
        <Select options={options(DOCUMENT_KIND_NAMES)} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      <div className="pair">
        <Form.Item name="responsible" label="责任者(不填为本单位)">
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="number" label="文号(可不填)">
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="eventDate" label="形成日期" rules={must('请填写形成日期')}>
          <DateField />
        </Form.Item>
      </div>
      <Form.Item
        name="source"
        label="材料来源"
        rules={must('请选择材料来源')}
        tooltip="档案法实施条例第三十九条:来源可靠"
      >
        <Radio.Group options={options(SOURCE_NAMES)} />
      </Form.Item>
      <Form.Item name="restricted" label="含有群众姓名、电话等个人信息吗" rules={must('请选择')}>
        <Radio.Group
          options={[
            { value: true, label: '有,列为限阅' },
            { value: false, label: '没有' },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="noSecrets"
        valuePropName="checked"
        rules={[
          {
            validator: (_, sure) =>
              sure ? Promise.resolve() : Promise.reject(new Error('请确认不含国家秘密;涉密材料不得上传到本系统')),
          },
        ]}
      >
        <Checkbox>我确认这些材料不含国家秘密(涉密材料不得上传)</Checkbox>
      </Form.Item>
    </>
  )
}
