import { Input, Select } from 'antd'
import { useId } from 'react'

interface AskProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** One text that a command needs, with its label: a reason, a version code. One line unless told. */
export function Ask(props: AskProps & { readonly long?: boolean; readonly placeholder?: string }) {
  const { label, value, onChange, long = false, placeholder } = props
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

/** A date, `YYYY-MM-DD` or ''. The browser's own: typed, picked, and on a phone turned with a thumb. */
export function AskDate({ label, value, onChange }: AskProps) {
  const id = useId()
  return (
    <div className="ask">
      <label htmlFor={id}>{label}</label>
      <Input id={id} type="date" value={value} onChange={(e) => onChange(e.target.value)} style={{ maxWidth: 240 }} />
    </div>
  )
}

interface ChooseProps extends AskProps {
  readonly options: readonly { readonly value: string; readonly label: string }[]
  /** Said when there is nothing to choose from. */
  readonly none?: string
}

/** One of many, found by typing a part of it. */
export function Choose({ label, value, onChange, options, none = '没有可选的' }: ChooseProps) {
  const id = useId()
  return (
    <div className="ask">
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        style={{ width: '100%' }}
        showSearch={{ optionFilterProp: 'label' }}
        value={value || undefined}
        options={[...options]}
        notFoundContent={none}
        onChange={onChange}
      />
    </div>
  )
}
