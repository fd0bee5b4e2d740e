import type { Actor } from '../../../shared/identity/actor.ts'
import type { Duty } from '../../../shared/identity/duty.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Matter } from '../../matters/domain/matter.ts'
import type { Document } from './document.ts'
import { demandReportOpen, reportObjection } from './report.ts'

const ADDS: readonly Duty[] = ['filer', 'leader', 'archivist', 'reviewer', 'comment-officer']

/**
 * Who adds papers: the posts of the bodies that the matter concerns by name; of others that oversee it only the comment
 * officer, who brings what people handed in on paper.
 */
function adds(actor: Actor, matter: Matter): boolean {
  if (!ADDS.includes(actor.duty)) return false
  const parties = [matter.organ, matter.authority, matter.superior, matter.decision]
  return actor.duty === 'comment-officer' || parties.some((organ) => organ?.code === actor.organ)
}

/** May the post add papers now? */
export function mayAdd(actor: Actor, matter: Matter): boolean {
  return adds(actor, matter) && matter.life.state !== 'cancelled'
}

/** @throws Refusal `forbidden` | `wrong-state` */
export function demandMayAdd(actor: Actor, matter: Matter): void {
  if (!adds(actor, matter)) throw new Refusal('forbidden', '材料由填报、审查、决策单位的经办人员添加。')
  if (!mayAdd(actor, matter)) throw new Refusal('wrong-state', '这个事项已取消,不能再添加材料。')
}

/** May the post bring the file of this paper now? @throws Refusal `wrong-state` | `forbidden` */
export function demandMayBring(actor: Actor, matter: Matter, document: Pick<Document, 'kind'>): void {
  demandMayAdd(actor, matter)
  demandReportOpen(matter, document)
}

/**
 * Who may open a restricted paper (限阅): who keeps the volume and who reviews it — filer and archivist of the filing
 * body, reviewer and archivist of the authority.
 */
export function mayOpen(actor: Actor, matter: Matter, document: Pick<Document, 'restricted'>): boolean {
  if (!document.restricted) return true
  if (actor.organ === matter.organ.code) return actor.duty === 'filer' || actor.duty === 'archivist'
  return actor.organ === matter.authority.code && (actor.duty === 'reviewer' || actor.duty === 'archivist')
}

/** The states before the volume is in the reviewer's hands. */
const BEFORE_SUBMISSION: readonly Matter['life']['state'][] = [
  'registered',
  'consulting',
  'assessing',
  'reported',
  'returned',
]

/** Why this post may not withdraw this paper now; undefined if it may. What others rely on cannot be taken from them. */
export function withdrawalObjection(actor: Actor, matter: Matter, document: Document): Refusal | undefined {
  if (!(actor.duty === 'filer' || actor.duty === 'archivist') || actor.organ !== matter.organ.code) {
    return new Refusal('forbidden', `材料由填报单位「${matter.organ.name}」的报送人或档案员撤下。`)
  }
  const onReport = document.kind === 'report' ? reportObjection(matter) : undefined
  if (onReport) return onReport
  if (!BEFORE_SUBMISSION.includes(matter.life.state)) {
    return new Refusal('wrong-state', '事项已经报送,材料不能再撤下;有错的请上传更正件替换,原件保留。')
  }
  if (document.state === 'withdrawn') return new Refusal('wrong-state', '这份材料已经撤下。')
  if (document.state === 'quarantined') return new Refusal('wrong-state', '这份材料没有入卷,不需要撤下。')
  if (document.state === 'verified' && document.replacedBy !== '') {
    return new Refusal('wrong-state', '这份材料已被替换,按规定保留备查。')
  }
  if (Object.values(matter.stamps).some((stamp) => stamp?.scan === document.id)) {
    return new Refusal('rule', '这份扫描件是签章的凭据,不能撤下。')
  }
  return undefined
}
