import * as z from 'zod'
import type { Actor } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Stamp as OnceStamp } from '../../../shared/table/once.ts'
import { GuardFailed, type Table } from '../../../shared/table/table.ts'
import { versionCode } from '../domain/numbers.ts'
import { demandReader, demandSealOf } from '../domain/rights.ts'
import { demandStamp, STAMP_NAMES, type StampName } from '../domain/stamps.ts'
import { matterPk } from '../store.ts'
import { commitMatter, loadForCommand, type OnMatter } from './change.ts'
import type { Deps } from './deps.ts'
import { signStamp } from './stamp.ts'

/** A scan that waits for its second person. One at a time for each stamp. */
export const PaperRow = z.object({
  formHash: z.string(),
  document: z.string(),
  broughtBy: z.string(),
  broughtByName: z.string(),
  broughtAt: z.string(),
})
export type PaperRow = z.infer<typeof PaperRow>

export const paperKey = (matter: string, stamp: StampName) => ({ pk: matterPk(matter), sk: `PAPER#${stamp}` })

/** Scans that wait, by stamp. */
export async function loadPapers(table: Table, matter: string): Promise<(PaperRow & { stamp: StampName })[]> {
  const page = await table.query({ pk: matterPk(matter), prefix: 'PAPER#' })
  return page.items.map((item) => ({ ...PaperRow.parse(item), stamp: item.sk.slice('PAPER#'.length) as StampName }))
}

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
  try {
    await commitMatter(deps, {
      before: head,
      after: head,
      actor,
      type: 'filing.paper-brought',
      at,
      data: { stamp: input.stamp, formHash, document: input.document },
      rows: [{ put: { ...paperKey(head.id, input.stamp), ...row }, when: 'any' }], // guarded by the head's version
      others: [
        {
          check: { pk: matterPk(head.id), sk: `DOC#${input.document}` },
          when: [{ attribute: 'state', is: 'verified' }],
        },
        ...once(head.id),
      ],
    })
  } catch (error) {
    if (!(error instanceof GuardFailed)) throw error
    throw new Refusal('rule', '这份扫描件还没有通过校验,或者不在本事项的台账里。', {
      fields: [{ field: 'document', message: '请选择已通过校验的扫描件' }],
    })
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
  const item = await deps.matters.get(paperKey(head.id, input.stamp))
  if (!item) throw new Refusal('not-found', `没有等待核对的「${STAMP_NAMES[input.stamp]}」扫描件。`)
  const paper = PaperRow.parse(item)
  demandStamp(input.stamp, {
    ...head,
    hasSuperior: head.superior !== null,
    account: actor.account,
    paperBroughtBy: paper.broughtBy,
  })
  const at = deps.now().toISOString()
  const gone = { delete: paperKey(head.id, input.stamp), when: 'present' } as const
  if (!input.fits || paper.formHash !== ('formHash' in head.life ? head.life.formHash : '')) {
    const data = { stamp: input.stamp, reason: input.fits ? '报备表已改动' : input.remark }
    return commitMatter(deps, {
      before: head,
      after: head,
      actor,
      at,
      type: 'filing.paper-refused',
      data,
      rows: [gone],
      others: once(head.id),
    })
  }
  const set = { way: 'paper', opinion: input.remark, scan: paper.document, broughtBy: paper.broughtBy } as const
  const signed = await signStamp(deps, head, actor, input.stamp, at, set)
  await commitMatter(deps, { before: head, actor, at, ...signed, rows: [...signed.rows, gone], others: once(head.id) })
}

const fold = (code: string) =>
  code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
