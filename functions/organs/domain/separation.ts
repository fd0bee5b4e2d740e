import type { Duty } from '../../../shared/identity/duty.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'

/**
 * Duties that one person may not have at the same time, in whatever organ.
 *
 * GB/T 22239-2019, level 3, 安全管理中心: 系统管理, 审计管理 and 安全管理 are separate roles: who grants posts does not keep watch
 * over the record of it. The auditor changes nothing (`shared/identity/duty.ts`) and so does none of the work either.
 * Separations within one matter (author and reviewer, filer and expert) are checked on the matter, not here.
 */
export function demandSeparation(wanted: Duty, held: readonly Duty[]): void {
  if (wanted === 'auditor' ? held.some((duty) => duty !== 'auditor') : held.includes('auditor'))
    throw new Refusal('rule', '审计员不能兼任其他职责:请先结束其中一项任职(等级保护三级要求审计与管理分设)')
}
