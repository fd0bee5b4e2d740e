import { Button, Form, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { useRead } from '../../api/hooks.ts'
import { archive, CHANNEL_NAMES } from '../../api/routes.ts'
import { must, options } from './field-rules.ts'

/** The fields of a notice, in the order of the paper form (F3). */
export function NoticeFields({ matter }: { readonly matter: string }) {
  return (
    <>
      <Form.Item name="summary" label="这是什么事(公众看到的说明)" rules={must('请填写事项说明')}>
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 14 }} />
      </Form.Item>
      <Rows name="questions" label="想请群众说说的问题(可不填)" add="添加一个问题" empty="">
        {(name) => (
          <Form.Item name={name} noStyle>
            <Input aria-label="问题" />
          </Form.Item>
        )}
      </Rows>
      <Period />
      <OtherWays />
      <Contact />
      <Channels />
      <Attachments matter={matter} />
      <Form.Item
        name="secrecyReviewer"
        label="保密审查人"
        rules={must('请填写保密审查人')}
        tooltip="保守国家秘密法第三十五条:公开前应当经过保密审查"
      >
        <Input />
      </Form.Item>
    </>
  )
}

function Period() {
  return (
    <>
      <Form.Item
        name="days"
        label="征求意见期限(天)"
        rules={must('请填写期限')}
        tooltip="国务院令第713号第十五条:一般不少于30日;因情况紧急等原因需要缩短的,应当说明"
      >
        <InputNumber min={1} max={365} precision={0} />
      </Form.Item>
      <Form.Item name="shortenReason" label="少于30天的理由(不缩短的不填,会印在公示上)">
        <Input.TextArea autoSize />
      </Form.Item>
    </>
  )
}

/** How to speak up besides the site: at an office, by telephone. */
function OtherWays() {
  return (
    <Rows name="ways" label="其他提出方式(可不填)" add="添加一种方式" empty={{ name: '', how: '' }}>
      {(name) => (
        <div className="pair">
          <Form.Item name={[name, 'name']} noStyle>
            <Input placeholder="如:当面" aria-label="方式" />
          </Form.Item>
          <Form.Item name={[name, 'how']} noStyle>
            <Input placeholder="如:工作日到镇综治中心" aria-label="怎样提出" />
          </Form.Item>
        </div>
      )}
    </Rows>
  )
}

function Contact() {
  return (
    <div className="pair">
      <Form.Item name={['contact', 'office']} label="联系单位" rules={must('请填写联系单位')}>
        <Input />
      </Form.Item>
      <Form.Item name={['contact', 'phone']} label="联系电话" rules={must('请填写联系电话')}>
        <Input />
      </Form.Item>
      <Form.Item name={['contact', 'email']} label="电子邮箱(可不填)">
        <Input />
      </Form.Item>
      <Form.Item name={['contact', 'address']} label="联系地址(可不填)">
        <Input />
      </Form.Item>
    </div>
  )
}

/** Where else the notice is to be seen: boards, newspapers, other sites. */
function Channels() {
  return (
    <Rows name="channels" label="还发布在哪里(可不填)" add="添加一个渠道" empty={{ kind: 'board', where: '' }}>
      {(name) => (
        <div className="pair">
          <Form.Item name={[name, 'kind']} noStyle>
            <Select aria-label="渠道" options={options(CHANNEL_NAMES)} />
          </Form.Item>
          <Form.Item name={[name, 'where']} noStyle>
            <Input placeholder="地点或网址" aria-label="地点或网址" />
          </Form.Item>
        </div>
      )}
    </Rows>
  )
}

/** Of the papers in the volume only those that are checked and may be seen by anybody. */
function Attachments({ matter }: { readonly matter: string }) {
  const volume = useRead(archive.catalogue, { params: { matter } })
  const files = (volume.data?.documents ?? [])
    .filter((d) => d.state === 'verified' && !d.restricted)
    .map((d) => ({ value: d.id, label: d.title }))
  return (
    <Form.Item
      name="attachments"
      label="公开的附件:草案和说明(可不填)"
      extra="先上传到台账并通过校验;限阅的材料不能公开"
    >
      <Select mode="multiple" options={files} optionFilterProp="label" notFoundContent="台账里还没有可以公开的材料" />
    </Form.Item>
  )
}

/** A list that grows and shrinks by rows. */
function Rows(props: {
  name: string
  label: string
  add: string
  empty: unknown
  children: (name: number) => ReactNode
}) {
  return (
    <Form.Item label={props.label}>
      <Form.List name={props.name}>
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} style={{ display: 'flex', gap: 8, marginBottom: 8 }}>
                <div style={{ flex: 1 }}>{props.children(name)}</div>
                <Button onClick={() => remove(name)}>删去</Button>
              </div>
            ))}
            <Button onClick={() => add(props.empty)}>{props.add}</Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  )
}
