import type { Duty } from '../../../shared/identity/duty.ts'

/**
 * People of the demonstration. All are invented: every name begins with 示例 and says what the person does.
 * Demo accounts need no password, so they exist with the demo seed alone.
 */
export interface SeedPerson {
  readonly id: string
  readonly name: string
  /** Employed by. */
  readonly organ: string
  /** `<organ>.<duty>` or, for a second seat, `<organ>.<duty>.2`. */
  readonly holds: readonly string[]
  readonly deputyOf?: readonly string[]
  /** On leave for this many days from the day of seeding. */
  readonly leaveDays?: number
}

const person = (
  id: string,
  name: string,
  organ: string,
  duties: readonly Duty[],
  more: Partial<SeedPerson> = {},
): SeedPerson => ({
  id,
  name: `示例·${name}`,
  organ,
  holds: duties.map((duty) => `${organ}.${duty}`),
  ...more,
})

export const DEMO_PEOPLE: readonly SeedPerson[] = [
  // 甘州区梁家墩镇: the township of the story, every duty filled. The archivist is the filer's B角.
  person('lj-filer', '田报送', '620702100', ['filer']),
  person('lj-leader', '梁镇长', '620702100', ['leader']),
  person('lj-archivist', '罗档案', '620702100', ['archivist'], { deputyOf: ['620702100.filer'] }),
  person('lj-comments', '柳意见', '620702100', ['comment-officer']),
  // 上秦镇 and 高台县骆驼城镇: neighbours who must not see 梁家墩镇's matters.
  person('sq-filer', '秦报送', '620702101', ['filer']),
  person('sq-leader', '上镇长', '620702101', ['leader']),
  person('ltc-filer', '骆报送', '620724105', ['filer']),
  // 甘州区委政法委: an office of three, its second reviewer on leave.
  person('gz-reviewer', '甘审查', '620702-PLC', ['reviewer']),
  person('gz-leader', '甘书记', '620702-PLC', ['leader']),
  person('gz-second', '甘复核', '620702-PLC', [], { holds: ['620702-PLC.reviewer.2'], leaveDays: 90 }),
  // Around it in the district: outside the filing body and outside the authority.
  person('gz-comments', '信意见', '620702-XFJ', ['comment-officer']),
  person('gz-inspector', '督督查', '620702-DCJ', ['inspector']),
  person('gz-auditor', '纪审计', '620702-JW', ['auditor']),
  person('gz-admin', '办管理', '620702-DWB', ['administrator']),
  person('gz-gate', '府核验', '620702-ZFB', ['gatekeeper']),
  person('gz-approver', '发审批', '620702-FGJ', ['approver']),
  person('gz-archive', '档馆员', '620702-DAG', ['archivist']),
  person('gz-traffic', '交局长', '620702-JTJ', ['leader']),
  // 高台县委政法委.
  person('gt-reviewer', '高审查', '620724-PLC', ['reviewer']),
  person('gt-leader', '高书记', '620724-PLC', ['leader']),
  // 张掖市.
  person('zy-reviewer', '张审查', '6207-PLC', ['reviewer']),
  person('zy-leader', '张书记', '6207-PLC', ['leader']),
  person('zy-comments', '张意见', '6207-XFJ', ['comment-officer']),
  person('zy-inspector', '张督查', '6207-PLC', ['inspector']),
  person('zy-admin', '张管理', '6207-DWB', ['administrator']),
  person('zy-auditor', '张审计', '6207-JW', ['auditor']),
]
