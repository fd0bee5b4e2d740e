import { Button, Form, Input, Radio } from 'antd'
import { Link } from 'wouter'
import { useDesk } from '../../api/desk.ts'
import { useCommand } from '../../api/hooks.ts'
import { type FilingFormContent, filing, LEVEL_NAMES, type MatterView } from '../../api/routes.ts'
import { mayNow } from '../../pieces/acts.ts'
import { DateField } from '../../pieces/date-field.tsx'
import { DraftForm } from '../../pieces/draft-form.tsx'
import { shortInstant } from '../../pieces/times.ts'

const LABELS = {
  level: { label: '风险级别', show: (v: unknown) => LEVEL_NAMES[v as 'low']?.name ?? '(未选)' },
  levelReason: '定级理由',
  overview: '事项概况',
  risks: '主要风险和化解措施',
  conclusion: '评估结论',
  useOfResult: '评估结果运用',
  remarks: '备注',
} as const

/** 报备表: written while it may be, read afterwards; printed with its version code. */
export function FilingForm({ matter }: { readonly matter: MatterView }) {
  const { form } = matter
  return (
    <section className="sheet" id="form" aria-label="报备表">
      <h2>社会稳定风险评估事项报备表</h2>
      <p className="quiet">
        {form.savedAt ? `第 ${form.revision} 稿,${shortInstant(new Date(form.savedAt), new Date())}保存` : '还没有填写'}{' '}
        · 版本码 <span className="number">{form.versionCode}</span> ·{' '}
        <Link href={`/matters/${matter.id}/print`}>打印(A4)</Link>
      </p>
      {mayNow(matter.acts, 'save-form') ? <Editor matter={matter} /> : <ReadForm matter={matter} />}
    </section>
  )
}

function Editor({ matter }: { matter: MatterView }) {
  const { call } = useDesk()
  const { run } = useCommand(filing.saveForm)
  const params = { matter: matter.id }
  // Of the form alone: what a colleague does elsewhere on the matter meanwhile is no conflict.
  const of = ({ form }: MatterView) => ({ version: form.version, values: form.content })
  return (
    <div className="form">
      <DraftForm<FilingFormContent>
        matter={matter.id}
        name="filing-form"
        current={of(matter)}
        send={async (form, version) => of(await run({ params, body: { version, form } }))}
        reload={async () => of(await call(filing.read, { params }))}
        labels={LABELS}
        within="form"
        submit="保存报备表"
        happens="保存后还可以再改;「完成报告」以后定稿,四处签章都以定稿为准。"
      >
        <Form.Item name="level" label="风险级别" tooltip="发改投资〔2012〕2492号第四条">
          <Radio.Group>
            {Object.entries(LEVEL_NAMES).map(([value, { name, definition }]) => (
              <Radio key={value} value={value} style={{ display: 'flex' }}>
                <strong>{name}</strong>:{definition}
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
        <Area name="levelReason" label="定级理由" />
        <Area name="overview" label="事项概况" />
        <Risks />
        <Area name="conclusion" label="评估结论" />
        <Area name="useOfResult" label="评估结果运用" />
        <Area name="remarks" label="备注(可不填)" />
      </DraftForm>
    </div>
  )
}

function Area({ name, label }: { name: string | (string | number)[]; label: string }) {
  return (
    <Form.Item name={name} label={label}>
      <Input.TextArea autoSize={{ minRows: 2, maxRows: 12 }} />
    </Form.Item>
  )
}

function Risks() {
  return (
    <Form.List name="risks">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <fieldset className="risk" key={key}>
              <legend>主要风险 {name + 1}</legend>
              <Form.Item name={[name, 'name']} label="风险">
                <Input />
              </Form.Item>
              <Area name={[name, 'cause']} label="成因" />
              <Area name={[name, 'measure']} label="化解措施" />
              <div className="pair">
                <Form.Item name={[name, 'owner']} label="责任单位">
                  <Input />
                </Form.Item>
                <Form.Item name={[name, 'dueOn']} label="完成时限" getValueFromEvent={(v: string | null) => v ?? ''}>
                  <DateField />
                </Form.Item>
              </div>
              <Button type="text" onClick={() => remove(name)} style={{ marginBottom: 12 }}>
                删去第 {name + 1} 条
              </Button>
            </fieldset>
          ))}
          <Form.Item>
            <Button onClick={() => add({ name: '', cause: '', measure: '', owner: '', dueOn: '' })}>
              添加一条主要风险
            </Button>
          </Form.Item>
        </>
      )}
    </Form.List>
  )
}

/** The form as paper shows it; also what is printed. */
export function ReadForm({ matter }: { readonly matter: MatterView }) {
  const { content } = matter.form
  const rows: readonly (readonly [string, string])[] = [
    ['编号', matter.filingNumber || matter.id],
    ['事项名称', matter.title],
    ['填报单位', matter.organ.name],
    ['责任主体', matter.decision.name],
    ['责任人员', `${matter.facts.leader.name},${matter.facts.person.name}`],
    ['联系方式', matter.facts.person.phone || matter.facts.leader.phone || '—'],
    ['风险级别', content.level ? LEVEL_NAMES[content.level].name : '未填'],
    ['定级理由', content.levelReason || '未填'],
    ['事项概况', content.overview || '未填'],
    ['主要风险和化解措施', content.risks.map(riskLine).join('\n') || '未填'],
    ['评估结论', content.conclusion || '未填'],
    ['评估结果运用', content.useOfResult || '未填'],
    ['备注', content.remarks || '—'],
  ]
  return (
    <dl className="facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function riskLine(risk: FilingFormContent['risks'][number], i: number): string {
  const by = [risk.owner, risk.dueOn && `${risk.dueOn}前`].filter(Boolean).join(',')
  return `${i + 1}. ${risk.name}${risk.cause ? `。成因:${risk.cause}` : ''}。措施:${risk.measure || '未填'}${by ? `(${by})` : ''}`
}
