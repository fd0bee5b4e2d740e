import { Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { DECIDED_AT_NAMES, KIND_NAMES, organs, TRACK_NAMES } from '../../api/routes.ts'
import { must, options } from './field-rules.ts'

/** The fields of registration, in the order and the words of 评估方案表 and 报备表. */
export function FactsFields() {
  return (
    <>
      <Form.Item name="title" label="事项名称" rules={must('请填写事项名称')}>
        <Input maxLength={240} />
      </Form.Item>
      <Form.Item name="kind" label="事项类别" rules={must('请选择事项类别')} tooltip="五类重大事项(张掖市「两覆盖」)">
        <Radio.Group options={options(KIND_NAMES)} />
      </Form.Item>
      <Form.Item
        name="tracks"
        label="适用依据"
        rules={must('请至少选择一项适用依据')}
        tooltip="决定由哪一条规定把关;同时适用几项的,从严"
      >
        <Tracks />
      </Form.Item>
      <DecidedBy />
      <Form.Item name="summary" label="事项概况" rules={must('请填写事项概况')}>
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 14 }} />
      </Form.Item>
      <Affected />
      <Form.Item name="procedure" label="评估程序" rules={must('请选择评估程序')}>
        <Radio.Group
          options={[
            { value: 'general', label: '一般程序' },
            { value: 'simple', label: '简易程序' },
          ]}
        />
      </Form.Item>
      <Form.Item name="projectCode" label="项目代码(可不填)" extra="发改部门赋予的代码;审批部门凭它查询">
        <Input />
      </Form.Item>
      <Person name="leader" label="评估工作责任领导" />
      <Person name="person" label="直接责任人" />
    </>
  )
}

const TRACKS = Object.entries(TRACK_NAMES).map(([value, t]) => ({ value, label: `${t.name}(${t.basis})` }))

/** AntD would mark the group as required, which ARIA has no word for: of what the form hands over, only this is taken. */
function Tracks({ value, onChange }: { value?: string[]; onChange?: (value: string[]) => void }) {
  return (
    <fieldset className="pick" aria-label="适用依据">
      <Checkbox.Group options={TRACKS} value={value ?? []} onChange={(chosen) => onChange?.(chosen)} />
    </fieldset>
  )
}

function DecidedBy() {
  const read = useRead(organs.organs, {})
  const bodies = (read.data?.organs ?? []).map((o) => ({ value: o.code, label: o.name }))
  return (
    <>
      <Form.Item
        name="decidedAt"
        label="由哪一级决策"
        rules={must('请选择由哪一级决策')}
        tooltip="分级备案制度:谁决策,就由同级政法委备案"
      >
        <Radio.Group options={options(DECIDED_AT_NAMES)} />
      </Form.Item>
      <Form.Item name="decisionOrgan" label="决策部门" rules={must('请选择决策部门')}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={bodies} loading={!read.data && !read.error} />
      </Form.Item>
    </>
  )
}

/** Whom it concerns: where they live, and how many they are. */
function Affected() {
  return (
    <>
      <Form.Item name="area" label="涉及区域" rules={must('请填写涉及区域')}>
        <Input />
      </Form.Item>
      <Form.Item name="villages" label="涉及的村(社区)" extra="写一个按一次回车;公示页面和提意见时会列出来">
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', ',', ',', ' ']} />
      </Form.Item>
      <div className="pair">
        <Form.Item name="people" label="涉及群众(人)" rules={must('请填写涉及群众人数')}>
          <InputNumber min={0} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="households" label="涉及户数(户)" rules={must('请填写涉及户数')}>
          <InputNumber min={0} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </div>
    </>
  )
}

function Person({ name, label }: { name: string; label: string }) {
  return (
    <fieldset className="person">
      <legend>{label}</legend>
      <div className="pair">
        <Form.Item name={[name, 'name']} label="姓名" rules={must(`请填写${label}的姓名`)}>
          <Input />
        </Form.Item>
        <Form.Item name={[name, 'title']} label="职务" rules={must(`请填写${label}的职务`)}>
          <Input />
        </Form.Item>
        <Form.Item name={[name, 'phone']} label="办公电话(可不填)">
          <Input />
        </Form.Item>
      </div>
    </fieldset>
  )
}
