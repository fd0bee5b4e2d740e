import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import type { Read } from '../api/hooks.ts'
import type { ApiError } from '../api/problem.ts'
import { Shape, type Shaped } from './shape.tsx'
import { shortInstant } from './times.ts'

interface Empty<T> {
  readonly when: (data: T) => boolean
  /** What comes here: 「还没有公示」. */
  readonly title: string
  /** How it comes here: what somebody does, and where. */
  readonly how: ReactNode
}

interface PageStateProps<T> {
  readonly read: Read<T>
  /** What is read, for people: 「待办」. */
  readonly what: string
  readonly shape: Shaped
  readonly empty?: Empty<T>
  readonly children: (data: T) => ReactNode
}

/** The four states of whatever is read: on its way (in shape), empty, failed, refused; and then the thing itself. */
export function PageState<T>({ read, what, shape, empty, children }: PageStateProps<T>) {
  const { data, error } = read
  if (data === undefined)
    return error ? <Failed error={error} what={what} read={read} /> : <Shape of={shape} what={what} />
  return (
    <>
      {error && <Stale error={error} read={read} />}
      {empty?.when(data) ? <Nothing title={empty.title}>{empty.how}</Nothing> : children(data)}
    </>
  )
}

/** Nothing here yet: says what comes here, and how. */
export function Nothing({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="nothing">
      <p>
        <strong>{title}</strong>
      </p>
      {children && <p className="quiet">{children}</p>}
    </div>
  )
}

function Failed<T>({ error, what, read }: { error: ApiError; what: string; read: Read<T> }) {
  if (error.code === 'forbidden') return <NoRightHere what={what} error={error} />
  const gone = error.code === 'not-found'
  return (
    <Alert
      type={gone ? 'info' : 'error'}
      showIcon
      title={gone ? `没有找到${what}` : `${what}没有读出来`}
      description={
        <>
          <p>{error.message}</p>
          {error.requestId && !gone && <p className="quiet">联系管理员时请报这个编号:{error.requestId}</p>}
          {!gone && (
            <Button loading={read.isFetching} onClick={() => void read.refetch()}>
              再试一次
            </Button>
          )}
        </>
      }
    />
  )
}

function NoRightHere({ what, error }: { what: string; error: ApiError }) {
  return <Alert type="info" showIcon title={`您现在的岗位不能看${what}`} description={error.message} />
}

/** There is an older answer to show: it stays on the screen, with its age. */
function Stale<T>({ error, read }: { error: ApiError; read: Read<T> }) {
  const at = shortInstant(new Date(read.dataUpdatedAt), new Date())
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 16 }}
      title={`下面是 ${at} 的内容,之后没有再读到`}
      description={error.message}
      action={
        <Button loading={read.isFetching} onClick={() => void read.refetch()}>
          再试一次
        </Button>
      }
    />
  )
}
