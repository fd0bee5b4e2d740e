import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Matter } from '../../matters/domain/matter.ts'
import type { Document } from './document.ts'

type State = Matter['life']['state']

const WRITTEN_IN: readonly State[] = ['assessing', 'returned']

/** Why the report cannot be changed where the matter is now, and what to do. */
const CLOSED: Readonly<Partial<Record<State, string>>> = {
  registered: '征求意见结束以后才有评估报告。请先发布公示；期满以后再上传报告。',
  consulting: '正在征求意见，还不能定评估报告。请在期满以后再上传报告。',
  reported: '评估报告已经完成并等待签章。要更换的，请先「撤回修改」，再上传或撤下报告。',
  submitted: '评估报告已经随事项报送。要更换的，请先「撤回报送」，再「撤回修改」。',
  accepted: '评估报告正在审查，不能更换。确有错误的，请与备案单位联系，退回补正以后再更换。',
  filed:
    '事项已经备案，签章和备案号都以备案时的评估报告为准，报告不能再上传、替换或撤下。报告有误的，请与备案单位联系。',
  cancelled: '这个事项已取消，不能再添加或撤下材料。',
}

/** In states that later features bring: the report is written in two, and closed in all others. */
const CLOSED_SINCE = '评估报告早已定稿，不能再上传、替换或撤下。报告有误的，请与备案单位联系。'

/**
 * Seals, review and 备案号 are given on one report. It may change only while it is being written, or after it was returned
 * to be put right (报备制度, 四规范之一). The commit demands that the matter is still in the state asked here.
 */
export function reportObjection(matter: Pick<Matter, 'life'>): Refusal | undefined {
  const { state } = matter.life
  if (WRITTEN_IN.includes(state)) return undefined
  const message = CLOSED[state] ?? CLOSED_SINCE
  return new Refusal('wrong-state', message, { fields: [{ field: 'kind', message }], details: { state } })
}

/** Is this paper the report, or does it replace the report? */
export function concernsReport(
  document: Pick<Document, 'kind'>,
  replaced: Pick<Document, 'kind'> | undefined,
): boolean {
  return document.kind === 'report' || replaced?.kind === 'report'
}

/** @throws Refusal `wrong-state` */
export function demandReportOpen(
  matter: Pick<Matter, 'life'>,
  document: Pick<Document, 'kind'>,
  replaced?: Pick<Document, 'kind'>,
): void {
  const objection = concernsReport(document, replaced) ? reportObjection(matter) : undefined
  if (objection) throw objection
}
