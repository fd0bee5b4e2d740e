import type { Actor } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import { loadForReading } from '../../matters/offers.ts'
import type { Deps } from '../deps.ts'
import { downloadName, type PublicCopy, type Verified } from '../domain/document.ts'
import { mayOpen } from '../domain/rights.ts'
import { demandDocument } from '../reads/document.ts'
import { fileKey, lookKey, publicKey } from '../store.ts'
import { takeLease } from './lease.ts'
import { recordShown } from './offer.ts'
import { publicCopy } from './public-copy.ts'

/**
 * A short-lived address for one verified paper. Every look is recorded before the address is given, as a row outside the
 * chains: readers must neither wait for writers nor disturb them.
 */
export async function open(deps: Deps, actor: Actor, matter: string, id: string): Promise<string> {
  const head = await loadForReading(deps.matters, actor, matter)
  const document = await demandDocument(deps.matters, matter, id)
  if (!mayOpen(actor, head, document)) {
    throw new Refusal(
      'forbidden',
      '这是限阅材料(含个人信息),只有填报单位的报送人、档案员和备案单位的审查人、档案员可以查阅。',
    )
  }
  if (document.state !== 'verified') throw new Refusal('wrong-state', '这份材料没有入卷,不能下载。')
  const at = deps.now().toISOString()
  const { account, name, post, organ, organName } = actor
  const look = { document: id, account, name, post, organ, organName, at }
  await deps.matters.commit([{ put: { ...lookKey(matter, at, deps.newId()), ...look }, when: 'absent' }])
  return linkTo(deps, document)
}

/**
 * The same for everybody, for papers that a published notice offers. They get what was made fit for the public, never the
 * kept file as it came. @throws Refusal `not-found` for any other paper
 */
export async function openPublished(deps: Deps, matter: string, id: string): Promise<string> {
  const missing = new Refusal('not-found', '没有这个附件,或者它没有公开。')
  if (!(await deps.published(matter, id))) throw missing
  const document = await demandDocument(deps.matters, matter, id)
  if (document.state !== 'verified' || document.restricted) throw missing
  const { version } = document.shown ?? (await showNow(deps, document))
  const filename = downloadName(document)
  if (version === '') return linkTo(deps, document)
  return deps.files.linkForGet('archive', publicKey(document), { version, filename })
}

/** An earlier release published the paper as it came: before anybody gets it again, it is made fit, once. */
async function showNow(deps: Deps, document: Verified): Promise<PublicCopy> {
  const { matter, id } = document
  const release = await takeLease(deps, matter, id)
  if (!release) throw new Refusal('unavailable', '这个附件正在准备，请一分钟后再打开。')
  try {
    const made = await publicCopy(deps, document)
    if ('why' in made) {
      throw new Refusal(
        'rule',
        '这个附件里可能有照片的拍摄地点和设备信息，暂不提供下载。请按公示上的联系方式，向发布单位索取。',
      )
    }
    const { shown } = made
    await recordShown(deps, document, shown, 'archive.cleaned', '公示附件已清除照片的拍摄信息')
    return shown
  } finally {
    await release()
  }
}

function linkTo(deps: Pick<Deps, 'files'>, document: Verified) {
  const { version } = document.file
  return deps.files.linkForGet('archive', fileKey(document), { version, filename: downloadName(document) })
}
