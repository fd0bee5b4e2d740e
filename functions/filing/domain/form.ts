import * as z from 'zod'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import { line, text } from '../../../shared/kernel/text.ts'
import { LEVELS } from '../../matters/domain/kinds.ts'

const Risk = z.strictObject({
  name: line({ min: 1, max: 100, label: '风险名称' }),
  cause: text({ max: 1000, label: '成因' }),
  measure: text({ max: 1000, label: '化解措施' }),
  owner: line({ max: 60, label: '责任单位' }),
  dueOn: line({ max: 10, label: '完成时限' }),
})

/**
 * 社会稳定风险评估事项报备表 (F1), the fields a person writes. 编号、填报单位、事项名称 come from the matter; the four
 * stamps are signed steps (`stamps.ts`), not text. Everything may be blank while it is a draft.
 */
export const Form = z
  .strictObject({
    level: z.enum(['', ...LEVELS], { error: '请选择风险级别' }),
    /** Which of 2492号第四条's definitions is relied on, and why: nobody's formula decides alone. */
    levelReason: text({ max: 2000, label: '定级理由' }),
    overview: text({ max: 5000, label: '事项概况' }),
    risks: z.array(Risk).max(100, '主要风险最多 100 条'),
    conclusion: text({ max: 3000, label: '评估结论' }),
    useOfResult: text({ max: 3000, label: '评估结果运用' }),
    remarks: text({ max: 2000, label: '备注' }),
  })
  .meta({ id: 'FilingForm' })
export type Form = z.infer<typeof Form>

/** The same as it is stored: a form that was once allowed stays readable, whatever may be written now. */
const StoredRisk = z.object({
  name: z.string(),
  cause: z.string(),
  measure: z.string(),
  owner: z.string(),
  dueOn: z.string(),
})
export const StoredForm = z.object({
  level: z.enum(['', ...LEVELS]),
  levelReason: z.string(),
  overview: z.string(),
  risks: z.array(StoredRisk),
  conclusion: z.string(),
  useOfResult: z.string(),
  remarks: z.string(),
})

export const EMPTY_FORM: Form = {
  level: '',
  levelReason: '',
  overview: '',
  risks: [],
  conclusion: '',
  useOfResult: '',
  remarks: '',
}

export interface Gap {
  readonly field: string
  readonly message: string
}

/**
 * What is still missing before the form may be finished. F1 demands every column; a risk without measure, owner and
 * date is 「措施不落地」 (报告规范: 针对性和可操作性), so those are demanded too.
 */
export function gapsOf(form: Form): Gap[] {
  const gaps: Gap[] = []
  const demand = (field: keyof Form, label: string) => {
    if (String(form[field]).trim() === '') gaps.push({ field: `form.${field}`, message: `请填写${label}` })
  }
  if (form.level === '') gaps.push({ field: 'form.level', message: '请选择风险级别' })
  demand('levelReason', '定级理由')
  demand('overview', '事项概况')
  demand('conclusion', '评估结论')
  demand('useOfResult', '评估结果运用')
  if (form.risks.length === 0)
    gaps.push({ field: 'form.risks', message: '请至少列出一条主要风险;确实没有的,请写明排查经过' })
  form.risks.forEach((risk, i) => {
    for (const [key, label] of [
      ['measure', '化解措施'],
      ['owner', '责任单位'],
      ['dueOn', '完成时限'],
    ] as const) {
      if (risk[key].trim() === '')
        gaps.push({ field: `form.risks.${i}.${key}`, message: `第 ${i + 1} 条风险请填写${label}` })
    }
  })
  return gaps
}

/** @throws Refusal `rule` while anything is missing that a finished report must have */
export function demandWholeForm(form: Form): void {
  const gaps = gapsOf(form)
  if (gaps.length > 0) throw new Refusal('rule', `报备表还有 ${gaps.length} 处没有填。`, { fields: gaps })
}
