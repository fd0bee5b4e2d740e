import { Button, Checkbox, Form, Input, Progress, Radio, Select } from 'antd'
import { useState } from 'react'
import type { Catalogue, MatterView } from '../../api/routes.ts'
import { DOCUMENT_KIND_NAMES, SOURCE_NAMES } from '../../api/routes.ts'
import { DateField } from '../../pieces/date-field.tsx'
import { placeFieldErrors } from '../../pieces/field-errors.ts'
import { Refused } from '../../pieces/refused.tsx'
import { type PaperText, useUpload } from './use-upload.ts'

const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }))
const must = (message: string) => [{ required: true, message }]

/** Brings one paper: said what it is, hashed here, sent straight to storage, checked after arrival. */
export function AddDocument({ matter, catalogue }: { readonly matter: MatterView; readonly catalogue: Catalogue }) {
  const [form] = Form.useForm<PaperText>()
  const [file, setFile] = useState<File>()
  const [open, setOpen] = useState(false)
  const upload = useUpload(matter.id)
  const endings = catalogue.accepts.flatMap((a) => a.extensions.map((e) => `.${e}`)).join(',')
  const labels = [...new Set(catalogue.accepts.map((a) => a.label))].join('、')

  const choose = (chosen: File | undefined) => {
    setFile(chosen)
    if (chosen && !form.getFieldValue('title')) form.setFieldValue('title', chosen.name.replace(/\.[^.]+$/, ''))
  }
  const send = async (text: PaperText) => {
    if (!file) return form.setFields([{ name: 'title', errors: ['请先选择文件'] }])
    const error = await upload.start(file, text)
    if (error) placeFieldErrors(form, error)
    else {
      form.resetFields()
      setFile(undefined)
    }
  }

  return (
    <details className="add" open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>上传一份材料</summary>
      <Form<PaperText> form={form} layout="vertical" className="form" onFinish={(text) => void send(text)}>
        <fieldset
          className="drop"
          onDragOver={(e) => e.preventDefault()}
          onDrop={(e) => {
            e.preventDefault()
            choose(e.dataTransfer.files[0])
          }}
        >
          <label htmlFor="paper-file">选择文件,或者拖到这里</label>
          <input
            key={file ? 'chosen' : 'none'}
            id="paper-file"
            type="file"
            accept={endings}
            onChange={(e) => e.target.files?.[0] && choose(e.target.files[0])}
          />
          {file && <p>已选择:{file.name}</p>}
          <p className="quiet">可以上传:{labels}。</p>
        </fieldset>
        <Form.Item name="kind" label="材料种类" rules={must('请选择材料种类')}>
          <Select options={options(DOCUMENT_KIND_NAMES)} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <Form.Item name="title" label="题名" rules={must('请填写题名')}>
          <Input />
        </Form.Item>
        <div className="pair">
          <Form.Item name="responsible" label="责任者(不填为本单位)">
            <Input />
          </Form.Item>
          <Form.Item name="number" label="文号(可不填)">
            <Input />
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
        <Form.Item name="noSecrets" valuePropName="checked">
          <Checkbox>我确认这份材料不含国家秘密(涉密材料不得上传)</Checkbox>
        </Form.Item>
        {upload.error && <Refused error={upload.error} />}
        <Button type="primary" htmlType="submit" loading={upload.stage !== undefined}>
          {upload.error ? '重新上传' : '上传'}
        </Button>
        {upload.stage && (
          <p role="status">
            {upload.stage.name}
            <Progress percent={Math.round(upload.stage.share * 100)} />
          </p>
        )}
        {upload.outcome && <p role="status">{upload.outcome}</p>}
      </Form>
    </details>
  )
}
