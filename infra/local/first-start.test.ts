import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silent } from '../../shared/observe/observe.ts'
import { makeKeys, missingKeys } from '../../shared/signing/local-keys.ts'
import { openLocalSealer } from '../../shared/signing/local-sealer.ts'
import { crank } from '../../test/support/crank.ts'
import { backup } from './backup.ts'
import { type LocalPorts, openPorts } from './ports.ts'
import { issueToken } from './token.ts'

const { now } = crank()
const KEYS = ['mac.key', 'signing-1.jwk', 'seal-contacts.jwk', 'seal-contacts.pub.jwk', 'seal-accusations.pub.jwk']

let base: string
let dir: string
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'wenping-first-'))
  dir = join(base, 'data')
})
afterEach(() => rmSync(base, { recursive: true }))

const keys = () => join(dir, 'keys')
const start = () => openPorts({ dir, publicUrl: 'http://localhost', now, log: silent })
const tree = () => readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort()
const row = { pk: 'M', sk: '1' }

/** Starts, does something, stops. */
async function once(work: (ports: LocalPorts) => Promise<unknown> = async () => {}): Promise<void> {
  const ports = start()
  try {
    await work(ports)
  } finally {
    ports.close()
  }
}
const write = ({ matters }: LocalPorts) => matters.commit([{ put: row, when: 'absent' }])
const wordsOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

describe('an operator whose data have lost a key', () => {
  it.each(KEYS)('is told that it is %s and where to take it from, and nothing is made in its place', async (name) => {
    await once(write)
    rmSync(join(keys(), name))
    const before = tree()
    const words = wordsOf(start)
    expect(words).toContain(`keys/${name}`)
    for (const other of KEYS.filter((one) => one !== name)) expect(words).not.toContain(`keys/${other}`)
    expect(words).toContain('把最近一次备份里 keys/ 下的同名文件复制到')
    expect(words).toContain('npm run restore')
    expect(tree()).toEqual(before)
  })

  it('is told of all of them when the whole folder is gone, and the key that its body has not taken away stays', async () => {
    await once(write)
    rmSync(keys(), { recursive: true })
    const handed = readFileSync(join(dir, 'handover', 'seal-accusations.jwk'))
    for (const name of KEYS) expect(wordsOf(start)).toContain(`keys/${name}`)
    expect(existsSync(keys())).toBe(false)
    expect(readFileSync(join(dir, 'handover', 'seal-accusations.jwk'))).toEqual(handed)
  })

  it('is told too when the data are files, or personal data, or lie under a table of another release', async () => {
    const kinds: ((ports: LocalPorts) => Promise<unknown>)[] = [
      ({ files }) => files.put('archive', 'WP-1/paper', Buffer.from('x'), { contentType: 'text/plain' }),
      ({ identities }) => identities.commit([{ put: row, when: 'absent' }]),
      async ({ store }) => store.database.exec('CREATE TABLE later (a); INSERT INTO later VALUES (1)'),
    ]
    for (const work of kinds) {
      await once(work)
      rmSync(join(keys(), 'mac.key'))
      expect(wordsOf(start)).toContain('keys/mac.key')
      rmSync(dir, { recursive: true })
    }
  })

  it('is told of a former signing key that is gone: what it signed could not be verified', async () => {
    await once(write)
    cpSync(join(keys(), 'signing-1.jwk'), join(keys(), 'signing-3.jwk'))
    rmSync(join(keys(), 'signing-1.jwk'))
    for (const n of [1, 2]) expect(wordsOf(start)).toContain(`keys/signing-${n}.jwk`)
  })

  it.each(KEYS)('is told that %s is damaged, and the records are not opened', async (name) => {
    await once(write)
    writeFileSync(join(keys(), name), '')
    expect(wordsOf(start)).toContain(`已损坏，请从备份恢复：${join(keys(), name)}`)
    rmSync(join(dir, 'records.db'))
    expect(wordsOf(start)).toContain('已损坏')
    expect(existsSync(join(dir, 'records.db'))).toBe(false)
  })

  it('goes on as before once the files are back from the backup, and a backup without them says so', async () => {
    const proofs = { mac: '', jws: '', contact: '' }
    await once(async (ports) => {
      await write(ports)
      proofs.mac = Buffer.from(ports.mac('p', 'd')).toString('hex')
      proofs.jws = await ports.signer.sign('t', { a: 1 })
      proofs.contact = await ports.sealer.seal('contacts', '示例')
    })
    expect((await backup({ dir, target: join(base, 'whole'), now })).missingKeys).toEqual([])
    rmSync(keys(), { recursive: true })
    const { missingKeys } = await backup({ dir, target: join(base, 'without'), now })
    expect([...missingKeys].sort()).toEqual(KEYS.map((name) => `keys/${name}`).sort())
    cpSync(join(base, 'whole', 'keys'), keys(), { recursive: true })
    await once(async (ports) => {
      expect(Buffer.from(ports.mac('p', 'd')).toString('hex')).toBe(proofs.mac)
      expect(await ports.signer.verify('t', proofs.jws)).toEqual({ a: 1 })
      expect(await ports.sealer.open('contacts', proofs.contact)).toBe('示例')
      expect(await ports.matters.get(row)).toEqual(row)
    })
  })

  it('finds the commands beside the server make none either', async () => {
    await once(write)
    rmSync(keys(), { recursive: true })
    writeFileSync(join(dir, 'demo.json'), JSON.stringify({ issuer: 'http://localhost/oidc', accounts: ['lj-filer'] }))
    const asking = issueToken({ dir, account: 'lj-filer', minutes: 5, now })
    await expect(asking).rejects.toThrow('oidc.jwk')
    expect(existsSync(keys())).toBe(false)
  })
})

describe('a first start that was killed', () => {
  /** In the order in which they are made. */
  const MADE = [
    'keys/signing-1.jwk',
    'keys/mac.key',
    'keys/seal-contacts.jwk',
    'keys/seal-contacts.pub.jwk',
    'handover/seal-accusations.jwk',
    'keys/seal-accusations.pub.jwk',
  ]
  const another = () => join(base, 'another')
  const DATABASES: [string, () => void][] = [
    ['no database', () => {}],
    ['a database of no bytes', () => writeFileSync(join(dir, 'records.db'), '')],
    ['a database half-made', () => halfMade(join(dir, 'records.db'))],
    ['a database of no rows', () => cpSync(join(another(), 'records.db'), join(dir, 'records.db'))],
  ]
  beforeEach(() => openPorts({ dir: another(), publicUrl: 'http://localhost', now, log: silent }).close())

  function leave(paths: readonly string[]): void {
    for (const folder of ['keys', 'handover']) mkdirSync(join(dir, folder), { recursive: true })
    for (const path of paths) cpSync(join(another(), path), join(dir, path))
    writeFileSync(join(keys(), 'mac.key.0b6f.tmp'), 'hal')
  }

  it.each(DATABASES)('begins again with %s, wherever it was among its keys', async (_, database) => {
    for (let n = 0; n <= MADE.length; n++) {
      leave(MADE.slice(0, n))
      database()
      await once(async ({ sealer }) => {
        const jwe = await sealer.seal('contacts', '示例')
        expect(await sealer.open('contacts', jwe)).toBe('示例')
      })
      rmSync(dir, { recursive: true })
    }
  })

  it('begins again whichever keys are there, in whatever order a disk lost them', () => {
    for (let set = 0; set < 2 ** MADE.length; set++) {
      leave(MADE.filter((_, i) => set & (2 ** i)))
      makeKeys(dir, now)
      expect(missingKeys(dir)).toEqual([])
      openLocalSealer(dir)
      rmSync(dir, { recursive: true })
    }
  })

  it('keeps the keys that it had made whole: a second call changes none of them', () => {
    makeKeys(dir, now)
    const before = KEYS.map((name) => readFileSync(join(keys(), name), 'utf8'))
    makeKeys(dir, now)
    expect(KEYS.map((name) => readFileSync(join(keys(), name), 'utf8'))).toEqual(before)
  })
})

function halfMade(file: string): void {
  const database = new DatabaseSync(file)
  database.exec('PRAGMA journal_mode = WAL')
  database.close()
}
