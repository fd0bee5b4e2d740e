import { Alert } from 'antd'
import type { ApiError } from '../api/problem.ts'

/** What the server said to a command: its words, and each field's where they say more. */
export function Refused({ error }: { readonly error: ApiError }) {
  const fields = error.fields.length === 1 ? error.fields.filter((f) => !same(f.message, error.message)) : error.fields
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      className="refused"
      title={error.message}
      description={
        <>
          {fields.length > 0 && (
            <ul>
              {fields.map((f) => (
                <li key={`${f.field} ${f.message}`}>{f.message}</li>
              ))}
            </ul>
          )}
          {error.requestId && error.code === 'fault' && <p className="quiet">请求编号:{error.requestId}</p>}
        </>
      }
    />
  )
}

/** The server ends a whole sentence with a stop, and a field's words without. */
function same(one: string, other: string): boolean {
  return one.replace(/。$/, '') === other.replace(/。$/, '')
}
