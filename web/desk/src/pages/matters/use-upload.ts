import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ulid } from 'ulid'
import { ActionKey } from '../../api/action-key.ts'
import type { InputOf } from '../../api/call.ts'
import { useDesk } from '../../api/desk.ts'
import { ApiError } from '../../api/problem.ts'
import { archive, type DocumentView } from '../../api/routes.ts'
import { hashFile } from '../../upload/hash.ts'
import { sendFile, type Ticket } from '../../upload/send.ts'

/** What a person says of a paper; the file itself says the rest. */
export type PaperText = Omit<InputOf<typeof archive.announce>['body'], 'filename' | 'size' | 'sha256'>

/** Where a file is on its way. */
export interface Stage {
  readonly file: File
  readonly name: '正在计算校验值' | '正在上传' | '正在校验'
  /** 0 to 1. */
  readonly share: number
}

/** A film may take longer to check than a page waits; after a minute the catalogue tells. */
const CHECK_TRIES = 40
const CHECK_PAUSE_MS = 1500
const LOST = '没有传完,已登记的内容都在,请点「重新上传」'

/** Carries papers through, one after the other: hash, announce, send, check. Tried again, it goes on where it stopped. */
export function useUpload(matter: string) {
  const { call } = useDesk()
  const cache = useQueryClient()
  const works = useWorks()
  const [stage, setStage] = useState<Stage>()
  useStay(stage !== undefined)

  const hashed = (file: File): Promise<string> =>
    works.hashOf(file, (share) => setStage({ file, name: '正在计算校验值', share }))
  const deliver = async (document: DocumentView, file: File, given?: Ticket | null): Promise<DocumentView> => {
    const params = { matter, document: document.id }
    if (document.state === 'awaiting') {
      const ticket = given ?? (await call(archive.ticket, { params })).ticket
      setStage({ file, name: '正在上传', share: 0 })
      await sendFile(ticket, file, (share) => setStage({ file, name: '正在上传', share }))
    }
    setStage({ file, name: '正在校验', share: 1 })
    return await checked(async () => (await call(archive.arrived, { params })).document, document)
  }
  /** @throws ApiError for whatever went wrong, in words for people */
  const whole = async (run: () => Promise<DocumentView>): Promise<DocumentView> => {
    try {
      return await run()
    } catch (e) {
      throw e instanceof ApiError ? e : new ApiError('network', e instanceof Error ? e.message : LOST)
    } finally {
      setStage(undefined)
      void cache.invalidateQueries()
    }
  }

  return {
    stage,
    /** Brings a new paper. @returns it as it stands after the check; `awaiting` while that still runs */
    bring: (file: File, text: PaperText) =>
      whole(async () => {
        setStage({ file, name: '正在计算校验值', share: 0 })
        const body = { ...text, filename: file.name, size: file.size, sha256: await hashed(file) }
        const key = works.keyOf(file)
        const made = await call(archive.announce, { params: { matter }, body }, { key: key.of(body) }).catch((e) => {
          key.failed(e)
          throw e
        })
        return await deliver(made.document, file, made.ticket)
      }),
    /** Brings the file of a paper that was announced before, by this browser or another. */
    resume: (file: File, document: DocumentView) =>
      whole(async () => {
        setStage({ file, name: '正在计算校验值', share: 0 })
        if ((await hashed(file)) === document.sha256) return await deliver(document, file)
        throw new ApiError('invalid', `这不是登记的那个文件。请选择「${document.filename}」,没有改动过的那一份`)
      }),
  }
}

/** What is remembered of a file between tries: its hash, and the key of its announcement. */
interface Work {
  readonly key: ActionKey
  hash?: string
}

/** Remembers the work done on each file, as long as the page is open. */
function useWorks() {
  const works = useRef(new WeakMap<File, Work>())
  const workOf = (file: File): Work => {
    const work = works.current.get(file) ?? { key: new ActionKey(ulid) }
    works.current.set(file, work)
    return work
  }
  return {
    keyOf: (file: File): ActionKey => workOf(file).key,
    hashOf: async (file: File, onShare: (share: number) => void): Promise<string> => {
      const work = workOf(file)
      work.hash ??= await hashFile(file, onShare)
      return work.hash
    },
  }
}

/** Asks until the check is done; not told within a minute, the paper is still being checked. */
async function checked(ask: () => Promise<DocumentView>, before: DocumentView): Promise<DocumentView> {
  let last = before
  for (let i = 0; i < CHECK_TRIES; i++) {
    try {
      last = await ask()
    } catch (e) {
      // The file is there. A check that outlasts the gateway goes on without us.
      if (e instanceof ApiError && ['network', 'fault', 'unavailable'].includes(e.code)) return last
      throw e
    }
    if (last.state !== 'awaiting') return last
    await new Promise((resolve) => setTimeout(resolve, CHECK_PAUSE_MS)) // another checker holds the file
  }
  return last
}

/** What became of a paper, in one sentence. */
export function outcomeOf(document: DocumentView): string {
  if (document.state === 'verified') return `「${document.title}」已通过校验,入卷。`
  if (document.state === 'awaiting') return `「${document.title}」已传完,正在校验,结果稍后列在目录里。`
  return `「${document.title}」没有通过校验,已隔离:${document.reason}`
}

/** The browser asks before it leaves a page from which a file is on its way. */
function useStay(busy: boolean): void {
  useEffect(() => {
    if (!busy) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [busy])
}
