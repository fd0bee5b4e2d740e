import { changedMeanwhile } from '../../../shared/events/change.ts'
import type { Actor } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { OnceWrites } from '../../../shared/table/once.ts'
import { changeSteps, demandReader, type Matter, type OnMatter } from '../../matters/offers.ts'
import type { Deps } from '../deps.ts'
import { sameVersionCode, versionCode } from '../domain/numbers.ts'
import { demandSealOf } from '../domain/rights.ts'
import { demandStamp, STAMP_NAMES, type StampName } from '../domain/stamps.ts'
import { loadPaper, type PaperRow, paperGone, paperWrite } from '../store.ts'
import { signStamp } from './stamp.ts'

export interface PaperInput extends OnMatter {
  readonly stamp: StampName
  /** As printed on the form that was stamped in ink. */
  readonly versionCode: string
  /** The verified scan in the volume. */
  readonly document: string
}

/**
 * Until e-seals exist: the form is printed with QR and version code, stamped in ink, scanned into the volume and
 * brought here; a second person confirms it. A print of an older version is refused.
 */
export function bringPaper(deps: Deps, actor: Actor, input: PaperInput, once: OnceWrites): Promise<void> {
  const { stamp, document } = input
  return changeSteps(deps, { actor, input, once }, async (head, at) => {
    demandReader(actor, head)
    demandStamp(stamp, { ...head, hasSuperior: head.superior !== null, account: '' })
    const formHash = 'formHash' in head.life ? head.life.formHash : ''
    demandNewestPrint(input.versionCode, formHash)
    const waiting = await loadPaper(deps.matters, head.id, stamp)
    // The same scan brought twice is one scan that waits.
    if (waiting?.document === document && waiting.formHash === formHash) return undefined
    const row: PaperRow = {
      formHash,
      document,
      broughtBy: actor.account,
      broughtByName: actor.name,
      broughtAt: at.toISOString(),
    }
    return {
      after: head,
      type: 'filing.paper-brought',
      data: { stamp, formHash, document },
      rows: [paperWrite(head.id, stamp, row)],
      others: [
        await deps.volume.holds(head.id, document, () => noScan('这份扫描件还没有通过校验,或者不在本事项的台账里。')),
      ],
    }
  })
}

function demandNewestPrint(typed: string, formHash: string): void {
  if (sameVersionCode(typed, formHash)) return
  throw new Refusal('rule', `这份纸质表不是最新版本(最新版本码 ${versionCode(formHash)}),请重新打印、盖章后再上传。`, {
    fields: [{ field: 'versionCode', message: '版本码与现在的报备表不一致' }],
  })
}

/** The scan is the proof of the stamp: in the volume when it is brought, and still when it is confirmed. */
function noScan(why: string): Refusal {
  return new Refusal('rule', why, { fields: [{ field: 'document', message: '请选择已通过校验的扫描件' }] })
}

/** Bringing a scan does not raise the revision of the steps, so the scan itself has to be named. */
function anotherScan(head: Matter, { broughtByName: by, broughtAt: at }: PaperRow): Refusal {
  const then = '请刷新页面，打开新的扫描件核对后再确认。'
  return changedMeanwhile({ by, at }, '换了一份扫描件', then, { version: head.stepRev })
}

const WITHDRAWN = '这份扫描件已从台账撤下,不能作为签章的凭据。请选「不符」退回,由经办人重新提交。'

interface Compared {
  readonly stamp: StampName
  /** The scan that they had before them. */
  readonly document: string
  readonly fits: boolean
  readonly remark: string
}

/** The second person compares scan and form: `fits` sets the stamp, otherwise the scan is put aside with a reason. */
export function confirmPaper(deps: Deps, actor: Actor, input: OnMatter & Compared, once: OnceWrites): Promise<void> {
  const { stamp, fits, remark } = input
  return changeSteps(deps, { actor, input, once }, async (head, at) => {
    demandSealOf(actor, head, stamp)
    const paper = await loadPaper(deps.matters, head.id, stamp)
    if (!paper) throw new Refusal('not-found', `没有等待核对的「${STAMP_NAMES[stamp]}」扫描件。`)
    const { broughtBy: paperBroughtBy, formHash } = paper
    if (paper.document !== input.document) throw anotherScan(head, paper)
    demandStamp(stamp, { ...head, hasSuperior: head.superior !== null, account: actor.account, paperBroughtBy })
    if (!fits || formHash !== ('formHash' in head.life ? head.life.formHash : '')) {
      const data = { stamp, reason: fits ? '报备表已改动' : remark }
      return { after: head, type: 'filing.paper-refused', data, rows: [paperGone(head.id, stamp)] }
    }
    const set = { way: 'paper', opinion: remark, scan: paper.document, broughtBy: paperBroughtBy } as const
    const signed = await signStamp(deps, head, actor, stamp, at.toISOString(), set)
    return { ...signed, others: [await deps.volume.holds(head.id, paper.document, () => noScan(WITHDRAWN))] }
  })
}
