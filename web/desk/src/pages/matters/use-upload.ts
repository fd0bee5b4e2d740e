import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ulid } from 'ulid'
import { useDesk } from '../../api/desk.ts'
import { ApiError } from '../../api/problem.ts'
import { archive, type DocumentView } from '../../api/routes.ts'
import { hashFile } from '../../upload/hash.ts'
import { sendFile } from '../../upload/send.ts'

/** What a person says of a paper; the file itself says the rest. */
export interface PaperText {
  readonly kind: DocumentView['kind']
  readonly title: string
  readonly responsible?: string
  readonly number?: string
  readonly eventDate: string
  readonly source: DocumentView['source']
  readonly restricted: boolean
  readonly noSecrets: true
}

interface Stage {
  readonly name: string
  readonly share: number
}

const LOST = '没有传完,已登记的内容都在,请点「重新上传」'

/** Carries a paper through: hash, announce, send, check. Tried again, it goes on with the paper that was announced. */
export function useUpload(matter: string) {
  const { call } = useDesk()
  const cache = useQueryClient()
  const [stage, setStage] = useState<Stage>()
  const [error, setError] = useState<ApiError>()
  const [outcome, setOutcome] = useState('')
  const [key, setKey] = useState(ulid)

  const run = async (file: File, text: PaperText): Promise<DocumentView> => {
    setStage({ name: '正在计算校验值', share: 0 })
    const sha256 = await hashFile(file, (share) => setStage({ name: '正在计算校验值', share }))
    const body = { ...text, noSecrets: text.noSecrets, filename: file.name, size: file.size, sha256 }
    const made = await call(archive.announce, { params: { matter }, body }, { key })
    const params = { matter, document: made.document.id }
    if (made.document.state === 'awaiting') {
      const ticket = made.ticket ?? (await call(archive.ticket, { params })).ticket
      setStage({ name: '正在上传', share: 0 })
      await sendFile(ticket, file, (share) => setStage({ name: '正在上传', share }))
    }
    setStage({ name: '正在校验', share: 1 })
    for (;;) {
      const { document } = await call(archive.arrived, { params })
      if (document.state !== 'awaiting') return document
      await new Promise((resolve) => setTimeout(resolve, 1500)) // another checker holds the file
    }
  }

  /** @returns what the server refused, for the form's fields */
  const start = async (file: File, text: PaperText): Promise<ApiError | undefined> => {
    setError(undefined)
    setOutcome('')
    try {
      const document = await run(file, text)
      setKey(ulid())
      setOutcome(
        document.state === 'verified'
          ? `「${document.title}」已通过校验,入卷。`
          : `「${document.title}」没有通过校验,已隔离:${document.reason}`,
      )
      void cache.invalidateQueries()
      return undefined
    } catch (e) {
      const failed = e instanceof ApiError ? e : new ApiError('fault', e instanceof Error ? e.message : LOST)
      // What the server refused outright is a new try with a new key; what broke on the way is the same one.
      if (failed.status >= 400 && failed.status < 500) setKey(ulid())
      setError(failed)
      return failed
    } finally {
      setStage(undefined)
    }
  }
  return { stage, error, outcome, start }
}
