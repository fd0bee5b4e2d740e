import type { FormInstance } from 'antd'
import { useState } from 'react'
import { ApiError } from '../../api/problem.ts'
import { placeFieldErrors } from '../../pieces/field-errors.ts'
import type { Chosen } from './chosen-files.tsx'
import { outcomeOf, type PaperText, useUpload } from './use-upload.ts'

/** What the form holds: what is said of all chosen files, and each one's title. */
export type Said = Omit<PaperText, 'title' | 'replaces'> & { readonly titles?: Readonly<Record<string, string>> }

/** What the server says of these is said of one file. */
const OF_FILE = ['title', 'filename', 'size', 'contentType', 'sha256']

interface Papers {
  readonly matter: string
  readonly form: FormInstance<Said>
  /** The paper that a correction stands for. */
  readonly replaces: string | undefined
  readonly onSent: (() => void) | undefined
}

/** The files that are chosen, sent one after the other until one fails; what arrived is no longer chosen. */
export function useSendPapers({ matter, form, replaces, onSent }: Papers) {
  const [chosen, setChosen] = useState<readonly Chosen[]>([])
  const [problem, setProblem] = useState('')
  const [error, setError] = useState<ApiError>()
  const [outcomes, setOutcomes] = useState<readonly string[]>([])
  const upload = useUpload(matter)

  const choose = (files: readonly Chosen[]) => {
    setChosen(files)
    setProblem('')
  }
  const send = async ({ titles = {}, ...said }: Said) => {
    if (chosen.length === 0) return setProblem('请先选择文件')
    setError(undefined)
    setOutcomes([])
    for (const { id, file } of chosen) {
      const text = { ...said, title: titles[id] ?? '', ...(replaces ? { replaces } : {}) }
      try {
        const document = await upload.bring(file, text)
        setOutcomes((before) => [...before, outcomeOf(document)])
        setChosen((list) => list.filter((c) => c.id !== id))
      } catch (e) {
        return fail(e as ApiError, id)
      }
    }
    form.resetFields()
    onSent?.()
  }
  /** What is wrong stands beside its field; the files that were not sent stay chosen. */
  const fail = (failure: ApiError, id: string) => {
    const fields = failure.fields.map((f) => (OF_FILE.includes(f.field) ? { ...f, field: `titles.${id}` } : f))
    const elsewhere = placeFieldErrors(form, new ApiError(failure.code, failure.message, { fields }))
    const summary = elsewhere.map((message) => ({ field: '', message }))
    setError(new ApiError(failure.code, failure.message, { ...failure, fields: summary }))
  }

  return { chosen, choose, send, stage: upload.stage, problem, error, outcomes }
}
