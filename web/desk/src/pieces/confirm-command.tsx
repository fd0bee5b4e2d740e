import { useQueryClient } from '@tanstack/react-query'
import { Button, type ButtonProps, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Route } from '../../../../shared/http/route.ts'
import type { InputOf, ReplyOf } from '../api/call.ts'
import { useHold } from '../api/hold.ts'
import { useCommand } from '../api/hooks.ts'
import { ApiError, type ProblemCode } from '../api/problem.ts'
import { Refused } from './refused.tsx'
import { useSay } from './say.ts'

interface ConfirmCommandProps<T extends Route> {
  readonly route: T
  readonly input: InputOf<T>
  /** On the button, and on the one that does it: a verb, 「受理」. */
  readonly label: string
  /** What is asked: 「受理这件报送?」. */
  readonly title: string
  /** What will happen, one sentence each: who is told, which clock starts, whether it can be taken back. */
  readonly happens: readonly string[]
  /** Fields that the command needs, such as a reason; they write into `input`. */
  readonly children?: ReactNode
  /** Said when it is done: 「已受理」. */
  readonly done: string
  readonly onDone?: (reply: ReplyOf<T>) => void
  /** Why it cannot be done now; the button stays and says so. */
  readonly notNow?: string | undefined
  readonly danger?: boolean
  readonly type?: ButtonProps['type']
}

/** Somebody else was faster: what stands on the page is no longer so. */
const OVERTAKEN: readonly ProblemCode[] = ['changed', 'wrong-state', 'duplicate', 'not-found']

/** A button that shows what will happen before it does. Disabled while it runs; pressed twice it is one action. */
export function ConfirmCommand<T extends Route>(props: ConfirmCommandProps<T>) {
  const { label, notNow, danger = false, type = 'primary' } = props
  const [open, setOpen] = useState(false)
  useHold(open)

  return (
    <>
      <Button type={type} danger={danger} disabled={notNow !== undefined} title={notNow} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {notNow && <span className="quiet"> {notNow}</span>}
      <Confirmation {...props} open={open} onClose={() => setOpen(false)} />
    </>
  )
}

type ConfirmationProps<T extends Route> = ConfirmCommandProps<T> & {
  readonly open: boolean
  readonly onClose: () => void
}

/** What will happen, what the command needs, and the button that does it; a refusal stays in sight until it is closed. */
function Confirmation<T extends Route>(props: ConfirmationProps<T>) {
  const { route, input, label, title, happens, children, done, onDone, danger = false, open, onClose } = props
  const { run, running } = useCommand(route)
  const cache = useQueryClient()
  const say = useSay()
  const [error, setError] = useState<ApiError>()

  const act = async () => {
    setError(undefined)
    try {
      const reply = await run(input)
      onClose()
      say(done)
      onDone?.(reply)
    } catch (e) {
      setError(e instanceof ApiError ? e : new ApiError('fault', '没有办成,什么也没有改动,请重试'))
    }
  }
  const leave = () => {
    onClose()
    // What was typed stays in the fields; the page shows how it is now.
    if (error && OVERTAKEN.includes(error.code)) void cache.invalidateQueries()
  }

  return (
    <Modal
      open={open}
      title={title}
      okText={label}
      cancelText="先不办"
      okButtonProps={{ danger, loading: running }}
      cancelButtonProps={{ disabled: running }}
      closable={!running}
      mask={{ closable: false }}
      keyboard={!running}
      onOk={() => void act()}
      onCancel={leave}
      afterClose={() => setError(undefined)}
      destroyOnHidden
    >
      <ul>
        {happens.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {children}
      {error && <Refused error={error} />}
    </Modal>
  )
}
