import type { FormInstance } from 'antd'
import { useState } from 'react'
import { ApiError } from '../api/problem.ts'
import type { Versioned } from './draft-store.ts'
import { placeFieldErrors } from './field-errors.ts'
import type { DraftValues } from './use-draft-values.ts'

/** How a form is sent. */
export interface Sending<V> {
  /** Sends it (by a `useCommand`, so that pressing twice is one action) and gives back what the server has then. */
  readonly send: (values: V, version: number) => Promise<Versioned<V>>
  /** Reads the record afresh when somebody else changed it. */
  readonly reload: () => Promise<Versioned<V>>
  /** Path in the request's body under which the values lie, for the server's messages: `form`. */
  readonly within?: string
  readonly onSent?: () => void
}

interface SendDraft<V> extends Sending<V> {
  readonly form: FormInstance<V>
  readonly draft: DraftValues<V>
}

/** Somebody else was faster: two texts, of which one is to be made. */
interface Conflict<V> {
  readonly error: ApiError
  readonly mine: V
  readonly theirs: Versioned<V>
}

/** Texts that were typed but not chosen in merging: shown, so that they can still be copied. */
type Aside = readonly { readonly label: string; readonly text: string }[]

/** Sends what stands in the form. Refused, it says why beside the fields; overtaken, it lets both texts be merged. */
export function useSendDraft<V extends object>({ form, draft, send, reload, within, onSent }: SendDraft<V>) {
  const [sending, setSending] = useState(false)
  const [error, setError] = useState<ApiError>()
  const [conflict, setConflict] = useState<Conflict<V>>()
  const [aside, setAside] = useState<Aside>([])

  const fail = async (failure: ApiError) => {
    if (failure.code !== 'changed') {
      const elsewhere = placeFieldErrors(form, failure, within).map((message) => ({ field: '', message }))
      return setError(new ApiError(failure.code, failure.message, { ...failure, fields: elsewhere }))
    }
    const theirs = await reload().catch(() => undefined)
    if (theirs) setConflict({ error: failure, mine: draft.values(), theirs })
    else setError(failure)
  }

  const finish = async () => {
    if (sending) return
    setSending(true)
    setError(undefined)
    const sent = draft.values()
    try {
      const now = await send(sent, draft.opened.version)
      const typed = draft.values()
      // Who goes on typing while it is sent loses nothing: that much is a draft on top of what was saved.
      if (JSON.stringify(typed) === JSON.stringify(sent)) draft.settle(now)
      else draft.goOn(now, typed)
      setAside([])
      onSent?.()
    } catch (e) {
      await fail(e instanceof ApiError ? e : new ApiError('fault', '没有发送成功,您填写的内容已存在本机,请重试'))
    } finally {
      setSending(false)
    }
  }

  const merge = (merged: V, notChosen: Aside) => {
    if (!conflict) return
    setAside(notChosen)
    setConflict(undefined)
    form.setFieldsValue(merged as never)
    draft.goOn(conflict.theirs, merged)
  }

  return { sending, error, conflict, aside, finish, merge, later: () => setConflict(undefined) }
}
