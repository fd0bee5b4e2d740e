import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { verifyDisk } from '../../shared/files/disk/verify.ts'
import { KeyUnusable } from '../../shared/signing/keyfile.ts'
import { localMac } from '../../shared/signing/local.ts'

/**
 * `npm run verify:files`: hashes every file of `DATA_DIR` anew and names each that is missing or was changed.
 * Exit code 1 if there is any, 2 when
 * the key that seals their records is missing. May run beside the server.
 */
const SAID = {
  changed: '内容与登记的指纹不符',
  missing: '文件缺失',
  record: '登记信息被改动或损坏',
  foreign: '不是系统保存的文件',
} as const

const dataDir = resolve(process.env.DATA_DIR ?? '.data')
const root = join(dataDir, 'files')
if (!existsSync(root)) {
  console.error(`没有找到文件目录:${root}。请用 DATA_DIR 指明数据目录。`)
  process.exit(1)
}

async function main(): Promise<number> {
  const mac = localMac(dataDir)
  let whole = 0
  let damaged = 0
  for await (const { space, key, version, finding } of verifyDisk({ root, mac })) {
    if (finding === 'whole') {
      whole++
      continue
    }
    damaged++
    console.error(`${SAID[finding]}:${space}/${key}${version ? `(版本 ${version})` : ''}`)
  }
  console.log(`已核对 ${whole + damaged} 个文件版本,完好 ${whole} 个,有问题 ${damaged} 个。`)
  return damaged
}

try {
  process.exitCode = (await main()) > 0 ? 1 : 0
} catch (error) {
  if (!(error instanceof KeyUnusable)) throw error
  console.error(error.message)
  process.exitCode = 2
}
