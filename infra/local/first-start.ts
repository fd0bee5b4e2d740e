import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Clock } from '../../shared/kernel/clock.ts'
import { KeyUnusable } from '../../shared/signing/keyfile.ts'
import { makeKeys, missingKeys } from '../../shared/signing/local-keys.ts'
import { holdsRows } from '../../shared/table/sqlite/holds-rows.ts'

/**
 * Makes sure that `dir` has its keys, before anything is opened. A first start makes all of them before the first row is
 * written, so one that broke off has no data and simply begins again. Where there are data no key is made: with a new
 * `mac.key` no receipt could be found, with a new signing key no signature verified, and a new pair for accusations would
 * leave its private half here.
 * @throws KeyUnusable that names each missing file and how to bring it back
 */
export function demandKeys(dir: string, now: Clock): void {
  if (!holdsData(dir)) {
    makeKeys(dir, now)
    return
  }
  const missing = missingKeys(dir).map((path) => relative(dir, path))
  if (missing.length > 0) throw new KeyUnusable(refusal(dir, missing))
}

/** Rows of any kind, or files that were brought: what a first start writes only once all keys are there. */
function holdsData(dir: string): boolean {
  const spaces = ['archive', 'incoming', 'site'].map((space) => join(dir, 'files', space))
  return (
    holdsRows(join(dir, 'records.db')) || spaces.some((space) => existsSync(space) && readdirSync(space).length > 0)
  )
}

const refusal = (
  dir: string,
  missing: readonly string[],
) => `数据目录 ${dir} 里有数据，但缺少密钥文件：${missing.join('、')}。
没有启动，数据没有改动。这些密钥不能新建代替：换了密钥，已发的回执查不到，已出的证明和签名对不上，已封存的内容打不开。
  取回缺少的文件：把最近一次备份里 keys/ 下的同名文件复制到 ${join(dir, 'keys')}/，再重新启动；
  或者整个数据目录退回到备份时的样子：npm run restore -- <备份目录> --replace。
  没有备份：先不要删除任何文件，看 docs/operations.md 的「When a key is lost」；只是试用、数据不要了的，换一个空的 DATA_DIR 重新启动。`
