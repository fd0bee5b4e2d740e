import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyAll } from '../../../shared/events/verify.ts'
import { type Table, TableFault, type Write } from '../../../shared/table/table.ts'
import { oldPapers } from '../../../test/support/old-papers.ts'
import { pdf } from '../../../test/support/samples.ts'
import { announced, openVolume, type Volume } from '../../../test/support/volume.ts'
import { itemsOf, watched } from '../../../test/support/watched-table.ts'
import { awaiting, loadDocument, loadDocuments, loadUnmoved } from '../store.ts'
import { moved } from './move.ts'

let volume: Volume
let matter: string
let papers: string[]
beforeEach(async () => {
  volume = await openVolume()
  matter = await volume.matter()
  papers = await oldPapers(volume.archive, matter, 100)
})
afterEach(() => volume.close())

const over = (matters: Table) => moved({ ...volume.archive, matters }, matter)
const move = () => over(volume.table)

async function findings(): Promise<unknown[]> {
  const found: unknown[] = []
  for await (const walked of verifyAll(volume.table)) found.push(...walked.findings)
  return found
}
const listed = async (table = volume.table) => (await loadDocuments(table, matter)).map(({ id }) => id)
async function waiting(): Promise<string[]> {
  const ids: string[] = []
  for await (const { id } of awaiting(volume.table)) ids.push(id)
  return ids.sort()
}
const left = async () => (await loadUnmoved(volume.table, matter)).length

/** Every paper is listed once, found by its id, and those that have not arrived are waited for; nothing is amiss. */
async function whole(): Promise<void> {
  expect(await listed()).toEqual(papers)
  for (const id of papers) expect((await loadDocument(volume.table, matter, id))?.id).toBe(id)
  expect(await waiting()).toEqual(papers.filter((_, n) => n % 10 === 0))
  expect(await findings()).toEqual([])
}

/** A process that is killed when it would commit for this time. */
function mortal(commits: number): Table {
  let n = 0
  return {
    ...volume.table,
    async commit(writes) {
      if (++n >= commits) throw new Error('the process is gone')
      await volume.table.commit(writes)
    },
  }
}

describe('a volume of a hundred papers of the first release', () => {
  it('is whole before, in the middle and after its move into a chain of its own', async () => {
    await whole()
    await expect(over(mortal(3))).rejects.toThrow('the process is gone')
    expect(await left()).toBe(40)
    await whole()
    await move()
    expect(await left()).toBe(0)
    await whole()
  })

  it.each([1, 2, 3, 4])('goes on where a process was killed at its commit %i', async (commits) => {
    await expect(over(mortal(commits))).rejects.toThrow('the process is gone')
    await move()
    expect(await left()).toBe(0)
    await whole()
  })

  it('is moved once by two who come at once', async () => {
    await Promise.all([move(), move()])
    expect(await left()).toBe(0)
    await whole()
  })

  it('is moved to the end, though the store could not say of a commit whether it went through', async () => {
    let unsure = true
    await over({
      ...volume.table,
      async commit(writes) {
        await volume.table.commit(writes)
        if (!unsure) return
        unsure = false
        throw new TableFault('unknown')
      },
    })
    expect(await left()).toBe(0)
    await whole()
  })
})

describe('a paper that comes into the old place after the move', () => {
  it('from a function that was not updated yet, is moved by the next command and can be withdrawn', async () => {
    await move()
    const [late] = (await oldPapers(volume.archive, matter, 2)).slice(1) as [string]
    const at = `/api/matters/${matter}/documents/${late}/withdraw`
    expect(await volume.post(at, 'lj-filer', { reason: '示例：传错了' })).toMatchObject({ statusCode: 200 })
    expect((await loadDocument(volume.table, matter, late))?.state).toBe('withdrawn')
    expect(await left()).toBe(0)
    expect(await findings()).toEqual([])
  })
})

describe('a row in the old place that no commit put there', () => {
  const oldPk = () => `MATTER#${matter}`
  const upload = () => volume.post(`/api/matters/${matter}/documents`, 'lj-filer', announced(pdf()))

  it('does not come into the volume by the move: the audit names it before and after, and papers come as before', async () => {
    const [row] = await volume.table.all({ pk: oldPk(), prefix: 'DOC#' })
    await volume.table.commit([
      { put: { ...row, pk: oldPk(), sk: String(row?.sk), title: '示例：换掉的材料' }, when: 'present' },
    ])
    const changed = [{ pk: oldPk(), sk: row?.sk, problem: 'row-changed' }]
    expect(await findings()).toEqual(changed)
    await move()
    expect(await findings()).toEqual(changed)
    expect(await upload()).toMatchObject({ statusCode: 201 })
  })

  it('and that the volume has already stops nobody', async () => {
    await move()
    const [row] = await volume.table.all({ pk: `VOLUME#${matter}`, prefix: 'DOC#' })
    await volume.table.commit([{ put: { ...row, pk: oldPk(), sk: String(row?.sk) }, when: 'absent' }])
    expect(await upload()).toMatchObject({ statusCode: 201 })
    expect(await findings()).toMatchObject([{ pk: oldPk(), sk: row?.sk }])
  })
})

describe('who reads a volume while it moves', () => {
  /** The whole volume moves right after the first look. */
  function movingAfterFirstLook(): Table {
    let first = true
    return watched(volume.table, async () => {
      if (first) {
        first = false
        await move()
      }
    })
  }

  it('sees every paper, and each once', async () => {
    expect(await listed(movingAfterFirstLook())).toEqual(papers)
  })

  it('finds the one paper that they ask for', async () => {
    const id = String(papers[1])
    expect((await loadDocument(movingAfterFirstLook(), matter, id))?.id).toBe(id)
  })
})

describe('a command on one paper', () => {
  /** What each of three commands asks of the table: calls by their names, items that were read and written. */
  async function cost(count: number): Promise<unknown> {
    let calls: Record<string, number> = {}
    const add = (name: string, n: number) => {
      calls[name] = (calls[name] ?? 0) + n
    }
    const counting = (table: Table) =>
      watched(table, (call, given, result) => {
        add(call, 1)
        if (call === 'commit') add('written', (given as readonly Write[]).length)
        else add('read', itemsOf(result))
      })
    const counted = await openVolume(counting)
    const of = async (command: () => Promise<{ statusCode?: number | undefined }>) => {
      calls = {}
      expect((await command()).statusCode).toBeLessThan(300)
      return calls
    }
    try {
      const id = await counted.matter()
      await oldPapers(counted.archive, id, count)
      await moved(counted.archive, id)
      const path = `/api/matters/${id}/documents`
      const content = pdf()
      let paper: { document?: { id: string }; ticket?: unknown } = {}
      const announce = async () => {
        const reply = await counted.post(path, 'lj-filer', announced(content))
        paper = reply.json
        return reply
      }
      const costs = [await of(announce)]
      await counted.bring(paper.ticket, content)
      const at = `${path}/${paper.document?.id}`
      costs.push(await of(() => counted.post(`${at}/arrived`, 'lj-filer')))
      costs.push(await of(() => counted.post(`${at}/withdraw`, 'lj-filer', { reason: '示例：传错了' })))
      return costs
    } finally {
      await counted.close()
    }
  }

  it('costs the same in a volume of five papers and of two hundred: announced, arrived, withdrawn', async () => {
    const few = await cost(5)
    expect(few).toMatchObject([{ commit: 1 }, { commit: expect.any(Number) }, { commit: 1 }])
    expect(await cost(200)).toEqual(few)
  })
})
