import { Button, Form, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { useCommand, useRead } from '../../api/hooks.ts'
import { archive, CHANNEL_NAMES, type MatterView, type NoticeText, notices } from '../../api/routes.ts'
import { DraftForm } from '../../pieces/draft-form.tsx'

const must = (message: string) => [{ required: true, message }]

/** 发布公示: the paper form's fields (F3), the minimum period checked by the server and named here. */
export function PublishNotice({ matter }: { readonly matter: MatterView }) {
  const { run } = useCommand(notices.publish)
  const volume = useRead(archive.catalogue, { params: { matter: matter.id } })
  const files = (volume.data?.documents ?? [])
    .filter((d) => d.state === 'verified' && !d.restricted)
    .map((d) => ({ value: d.id, label: d.title }))
  const empty: NoticeText = {
    summary: matter.facts.summary,
    questions: [],
    ways: [],
    contact: { office: matter.organ.name, phone: '', email: '', address: '' },
    channels: [],
    attachments: [],
    days: 30,
    shortenReason: '',
    secrecyReviewer: '',
  }
  const send = async (notice: NoticeText) => {
    await run({ params: { matter: matter.id }, body: { version: matter.version, notice } })
    return { version: 0, values: empty }
  }
  return (
    <div className="form">
      <h3>发布公示,征求意见</h3>
      <DraftForm<NoticeText>
        matter={matter.id}
        name="notice"
        current={{ version: 0, values: empty }}
        send={send}
        reload={async () => ({ version: 0, values: empty })}
        labels={{}}
        within="notice"
        submit="发布公示"
        happens="发布后立即出现在公众网站上,期限从明天起算,不能提前结束。"
      >
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
        <Rows name="channels" label="还发布在哪里(可不填)" add="添加一个渠道" empty={{ kind: 'board', where: '' }}>
          {(name) => (
            <div className="pair">
              <Form.Item name={[name, 'kind']} noStyle>
                <Select
                  aria-label="渠道"
                  options={Object.entries(CHANNEL_NAMES).map(([value, label]) => ({ value, label }))}
                />
              </Form.Item>
              <Form.Item name={[name, 'where']} noStyle>
                <Input placeholder="地点或网址" aria-label="地点或网址" />
              </Form.Item>
            </div>
          )}
        </Rows>
        <Form.Item
          name="attachments"
          label="公开的附件:草案和说明(可不填)"
          extra="先上传到台账并通过校验;限阅的材料不能公开"
        >
          <Select
            mode="multiple"
            options={files}
            optionFilterProp="label"
            notFoundContent="台账里还没有可以公开的材料"
          />
        </Form.Item>
        <Form.Item
          name="secrecyReviewer"
          label="保密审查人"
          rules={must('请填写保密审查人')}
          tooltip="保守国家秘密法第三十五条:公开前应当经过保密审查"
        >
          <Input />
        </Form.Item>
      </DraftForm>
    </div>
  )
}

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
