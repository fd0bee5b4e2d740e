import { Checkbox, Form, Input, Radio, Select } from 'antd'
import { DOCUMENT_KIND_NAMES, SOURCE_NAMES } from '../../api/routes.ts'
import { DateField } from '../../pieces/date-field.tsx'
import { must, options } from './field-rules.ts'

/** What is said of a paper besides its title; of several papers, what is said of them all. */
export function PaperFields() {
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
