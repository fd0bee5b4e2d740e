import type { Actor } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Stamp as OnceStamp } from '../../../shared/table/once.ts'
import { GuardFailed, type Write } from '../../../shared/table/table.ts'
import { versionCode } from '../domain/numbers.ts'
import { demandReader, demandSealOf } from '../domain/rights.ts'
import { demandStamp, STAMP_NAMES, type StampName } from '../domain/stamps.ts'
import { loadPaper, matterPk, type PaperRow, paperGone, paperWrite } from '../store.ts'
import { commitMatter, loadForCommand, type OnMatter } from './change.ts'
import type { Deps } from './deps.ts'
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
export async function bringPaper(deps: Deps, actor: Actor, input: PaperInput, once: OnceStamp): Promise<void> {
  const head = await loadForCommand(deps, actor, input)
  demandReader(actor, head)
  demandStamp(input.stamp, { ...head, hasSuperior: head.superior !== null, account: '' })
  const formHash = 'formHash' in head.life ? head.life.formHash : ''
  if (fold(input.versionCode) !== fold(versionCode(formHash))) {
    throw new Refusal(
      'rule',
      `这份纸质表不是最新版本(最新版本码 ${versionCode(formHash)}),请重新打印、盖章后再上传。`,
      {
        fields: [{ field: 'versionCode', message: '版本码与现在的报备表不一致' }],
      },
    )
  }
  const at = deps.now().toISOString()
  const row: PaperRow = {
    formHash,
    document: input.document,
    broughtBy: actor.account,
    broughtByName: actor.name,
    broughtAt: at,
  }
  const change = {
    before: head,
    after: head,
    actor,
    type: 'filing.paper-brought',
    at,
    data: { stamp: input.stamp, formHash, document: input.document },
    rows: [paperWrite(head.id, input.stamp, row)],
    others: [inVolume(head.id, input.document), ...once(head.id)],
  } as const
  await withScan(commitMatter(deps, change), '这份扫描件还没有通过校验,或者不在本事项的台账里。')
}

/** The scan is the proof of the stamp: in the volume when it is brought, and still when it is confirmed. */
const inVolume = (matter: string, document: string): Write => ({
  check: { pk: matterPk(matter), sk: `DOC#${document}` },
  when: [{ attribute: 'state', is: 'verified' }],
})

async function withScan(committed: Promise<void>, otherwise: string): Promise<void> {
  try {
    await committed
  } catch (error) {
    if (!(error instanceof GuardFailed)) throw error
    throw new Refusal('rule', otherwise, { fields: [{ field: 'document', message: '请选择已通过校验的扫描件' }] })
  }
}

/** The second person compares scan and form: `fits` sets the stamp, otherwise the scan is put aside with a reason. */
export async function confirmPaper(
  deps: Deps,
  actor: Actor,
  input: OnMatter & { stamp: StampName; fits: boolean; remark: string },
  once: OnceStamp,
): Promise<void> {
  const head = await loadForCommand(deps, actor, input)
  demandSealOf(actor, head, input.stamp)
  const paper = await loadPaper(deps.matters, head.id, input.stamp)
  if (!paper) throw new Refusal('not-found', `没有等待核对的「${STAMP_NAMES[input.stamp]}」扫描件。`)
  demandStamp(input.stamp, {
    ...head,
    hasSuperior: head.superior !== null,
    account: actor.account,
    paperBroughtBy: paper.broughtBy,
  })
  const at = deps.now().toISOString()
  if (!input.fits || paper.formHash !== ('formHash' in head.life ? head.life.formHash : '')) {
    const data = { stamp: input.stamp, reason: input.fits ? '报备表已改动' : input.remark }
    return commitMatter(deps, {
      before: head,
      after: head,
      actor,
      at,
      type: 'filing.paper-refused',
      data,
      rows: [paperGone(head.id, input.stamp)],
      others: once(head.id),
    })
  }
  const set = { way: 'paper', opinion: input.remark, scan: paper.document, broughtBy: paper.broughtBy } as const
  const signed = await signStamp(deps, head, actor, input.stamp, at, set)
  const others = [inVolume(head.id, paper.document), ...once(head.id)]
  await withScan(
    commitMatter(deps, { before: head, actor, at, ...signed, others }),
    '这份扫描件已从台账撤下,不能作为签章的凭据。请选「不符」退回,由经办人重新提交。',
  )
}

const fold = (code: string) =>
  code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
