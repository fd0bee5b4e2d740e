import { STAMP_NAMES, type StampName } from './stamps.ts'

type Data = Readonly<Record<string, unknown>>

const words = (value: unknown) => (typeof value === 'string' && value !== '' ? `:${value}` : '')
const stampName = (value: unknown) => STAMP_NAMES[value as StampName] ?? '签章'

/** One sentence for each kind of event, as the record shows it. */
export const sentences: Readonly<Record<string, (data: Data) => string>> = {
  'filing.form-saved': (d) => `保存报备表(第 ${d.revision} 稿)`,
  'filing.finished': (d) => `完成报告,报备表定稿(第 ${d.revision} 稿)`,
  'filing.revised': () => '撤回修改,原签章作废',
  'filing.stamped': (d) => `签「${stampName(d.stamp)}」${d.way === 'paper' ? '(纸质盖章,已核对扫描件)' : ''}`,
  'filing.paper-brought': (d) => `提交「${stampName(d.stamp)}」纸质盖章扫描件,待第二人核对`,
  'filing.paper-refused': (d) => `「${stampName(d.stamp)}」扫描件核对不符${words(d.reason)}`,
  'filing.submitted': () => '报送',
  'filing.recalled': () => '撤回报送',
  'filing.accepted': () => '受理',
  'filing.returned': (d) => `退回补正,一次性告知 ${Array.isArray(d.defects) ? d.defects.length : 0} 处`,
  'filing.refused': (d) => `不予备案${words(d.reason)}`,
  'filing.filed': (d) => `备案${words(d.filingNumber)}`,
}
