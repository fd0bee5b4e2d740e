import type { Actor } from '../../../shared/identity/actor.ts'
import { hashOf } from '../../../shared/signing/hash.ts'
import { actsOf, demandStep, loadForReading, type MatterHead, matterView, STAMPS } from '../../matters/offers.ts'
import { FILE } from '../commands/file.ts'
import { FINISH } from '../commands/finish.ts'
import { ACCEPT, REFUSE, RETURN } from '../commands/review.ts'
import { REVISE } from '../commands/revise.ts'
import { RECALL, SUBMIT } from '../commands/submit.ts'
import { type MatterView, routes } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { demandWholeForm, EMPTY_FORM, type Form, gapsOf } from '../domain/form.ts'
import { versionCode } from '../domain/numbers.ts'
import { demandFormWriter, demandReturnable, demandSealOf } from '../domain/rights.ts'
import { demandAllStamps, demandStamp, demandStampsBeforeSubmission } from '../domain/stamps.ts'
import { loadForm, loadPapers, type PaperRow } from '../store.ts'

/** A matter as the desk shows it: itself, its form, the scans that wait, and what the caller may do about them. */
export async function viewOf(deps: Deps, actor: Actor, id: string): Promise<MatterView> {
  // The head first. With a form newer than its revision, saving is refused as `changed`; an older one would overwrite.
  const head = await loadForReading(deps.matters, actor, id)
  const [base, saved, papers] = await Promise.all([
    matterView(deps, actor, head),
    loadForm(deps.matters, id),
    loadPapers(deps.matters, id),
  ])
  const content = saved?.form ?? EMPTY_FORM
  const formHash = saved?.formHash ?? hashOf(EMPTY_FORM)
  return {
    ...base,
    acts: [...base.acts, ...filingActs(actor, head, content, papers)],
    form: {
      content,
      version: head.formRev,
      savedAt: saved?.savedAt ?? '',
      revision: saved?.revision ?? 0,
      formHash,
      versionCode: versionCode(formHash),
      gaps: gapsOf(content),
    },
    papers: papers.map((paper) => ({ ...paper, mine: paper.broughtBy === actor.account })),
  }
}

type Paper = PaperRow & { readonly stamp: (typeof STAMPS)[number] }

/** What the caller may do, by the commands' own demands. */
function filingActs(actor: Actor, head: MatterHead, content: Form, papers: readonly Paper[]) {
  const step =
    <N extends Parameters<typeof demandStep>[0]>(it: N) =>
    () =>
      void demandStep(it, actor, head)
  const hasSuperior = head.superior !== null
  const stamps = STAMPS.map((stamp) => [
    `stamp:${stamp}`,
    () => {
      demandSealOf(actor, head, stamp)
      demandStamp(stamp, { ...head, hasSuperior, account: actor.account })
    },
  ])
  const confirms = papers.map(({ stamp, broughtBy }) => [
    `confirm-paper:${stamp}`,
    () => {
      demandSealOf(actor, head, stamp)
      demandStamp(stamp, { ...head, hasSuperior, account: actor.account, paperBroughtBy: broughtBy })
    },
  ])
  // Whose seal it is does not matter here: whoever has the paper in hand brings the scan.
  const brings = STAMPS.filter(() => routes.bringPaper.may.some((duty) => duty === actor.duty)).map((stamp) => [
    `bring-paper:${stamp}`,
    () => demandStamp(stamp, { ...head, hasSuperior, account: '' }),
  ])
  return actsOf({
    'save-form': () => demandFormWriter(actor, head),
    finish: () => {
      demandStep(FINISH, actor, head)
      demandWholeForm(content)
    },
    revise: step(REVISE),
    submit: () => {
      demandStampsBeforeSubmission(head, demandStep(SUBMIT, actor, head).formHash)
    },
    recall: step(RECALL),
    accept: step(ACCEPT),
    return: () => {
      demandStep(RETURN, actor, head)
      demandReturnable(head)
    },
    refuse: step(REFUSE),
    file: () => {
      demandAllStamps(head, demandStep(FILE, actor, head).formHash)
    },
    ...Object.fromEntries([...stamps, ...confirms, ...brings]),
  })
}
