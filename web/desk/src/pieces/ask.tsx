import { Input } from 'antd'
import { useId } from 'react'

interface AskProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** One line unless told. */
  readonly long?: boolean
  readonly placeholder?: string
}

/** One text that a command needs, with its label: a reason, a version code. */
export function Ask({ label, value, onChange, long = false, placeholder }: AskProps) {
  const id = useId()
  return (
    <div className="ask">
      <label htmlFor={id}>{label}</label>
      {long ? (
        <Input.TextArea
          id={id}
          autoSize={{ minRows: 2, maxRows: 8 }}
          value={value}
          onChange={(e) => onChange(e.target.value)}
        />
      ) : (
        <Input id={id} value={value} placeholder={placeholder} onChange={(e) => onChange(e.target.value)} />
      )}
    </div>
  )
}
