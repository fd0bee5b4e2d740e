import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { openWith } from '../../shared/signing/local-sealer.ts'

/** What accusations sealed by earlier releases hold beside the words: the writer's look-up password is for nobody's eyes. */
const NEVER_PRINTED = 'password'

/**
 * `npm run unseal -- <key file> <jwe file>`: opens one sealed accusation on the receiving body's own machine. The key is
 * the one it took away from `DATA_DIR/handover/`. Prints the words, and keeps nothing.
 */
export async function unseal(args: readonly string[], print: (line: string) => void): Promise<void> {
  const [keyFile, jweFile] = args
  if (!keyFile || !jweFile) throw new Error('用法：npm run -s unseal -- <密钥文件> <密文文件>')
  const key = createPrivateKey({ key: JSON.parse(readFileSync(keyFile, 'utf8')), format: 'jwk' })
  const words = JSON.parse(await openWith(key, readFileSync(jweFile, 'utf8').trim())) as Record<string, string>
  for (const [name, value] of Object.entries(words)) {
    if (value && name !== NEVER_PRINTED) print(`${name}: ${value}`)
  }
}

if (import.meta.main) {
  unseal(process.argv.slice(2), console.log).catch((error: Error) => {
    const known = /\p{Script=Han}/u.test(error.message)
    console.error(known ? error.message : '打不开:密钥不对,或者密文不完整。')
    process.exitCode = 1
  })
}
