/** What a post does. A person acts in a post: one duty in one organ, with dates. */
export const DUTIES = [
  'filer', // 报送人: registers matters, fills the filing form, publishes notices
  'leader', // 负责人: confirms and stamps for the organ
  'reviewer', // 审查人: accepts, returns, files
  'comment-officer', // 意见办理人: sees, classes and answers comments
  'archivist', // 档案员
  'inspector', // 督查员
  'gatekeeper', // 决策办核验人: checks the gate before the agenda
  'approver', // 审批部门核验人
  'auditor', // 审计员: reads the record, changes nothing
  'administrator', // 单位管理员: posts and handovers
] as const

export type Duty = (typeof DUTIES)[number]

export const DUTY_NAMES: Readonly<Record<Duty, string>> = {
  filer: '报送人',
  leader: '负责人',
  reviewer: '审查人',
  'comment-officer': '意见办理人',
  archivist: '档案员',
  inspector: '督查员',
  gatekeeper: '决策核验人',
  approver: '审批核验人',
  auditor: '审计员',
  administrator: '管理员',
}
