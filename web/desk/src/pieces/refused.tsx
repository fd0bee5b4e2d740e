import { Alert } from 'antd'
import type { ApiError } from '../api/problem.ts'

/** What the server said to a command: its words, and each field's. */
export function Refused({ error }: { readonly error: ApiError }) {
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={error.message}
      description={
        <>
          {error.fields.length > 0 && (
            <ul>
              {error.fields.map((f) => (
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
