import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeSealingKeys, openLocalSealer } from '../../shared/signing/local-sealer.ts'
import { unseal } from './unseal.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'wenping-unseal-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

/** As an earlier release sealed it: with the password in it. */
const OLD = {
  kind: 'accusation',
  stance: 'unsaid',
  text: '某某收钱',
  village: '',
  group: 'unsaid',
  name: '示例·某某',
  phone: '',
  password: '我的口令123',
}

async function opened(words: object): Promise<string[]> {
  makeSealingKeys(dir)
  const jwe = join(dir, 'accusation.jwe')
  writeFileSync(jwe, `${await openLocalSealer(dir).seal('accusations', JSON.stringify(words))}\n`)
  const lines: string[] = []
  await unseal([join(dir, 'handover', 'seal-accusations.jwk'), jwe], (line) => lines.push(line))
  return lines
}

describe('the receiving body that opens an accusation', () => {
  it('reads one of an earlier release too, and never the writer’s look-up password', async () => {
    const lines = await opened(OLD)
    expect(lines).toEqual(['kind: accusation', 'stance: unsaid', 'text: 某某收钱', 'group: unsaid', 'name: 示例·某某'])
    expect(lines.join()).not.toContain(OLD.password)
  })

  it('reads what is sealed now', async () => {
    const { password: _, ...words } = OLD
    expect(await opened(words)).toContain('text: 某某收钱')
  })

  it('is told how to ask', async () => {
    await expect(unseal([], () => {})).rejects.toThrow('用法')
  })
})
