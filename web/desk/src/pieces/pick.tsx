import { Radio } from 'antd'

interface PickProps<T> {
  readonly label: string
  /** Undefined until somebody chooses: nothing is chosen beforehand. */
  readonly value: T | undefined
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly onChange: (value: T) => void
}

/** One of a few, all in sight, under the question that they answer. */
export function Pick<T extends string | boolean>({ label, value, options, onChange }: PickProps<T>) {
  return (
    <fieldset className="ask pick">
      <legend>{label}</legend>
      <Radio.Group value={value} options={[...options]} onChange={(e) => onChange(e.target.value as T)} />
    </fieldset>
  )
}
