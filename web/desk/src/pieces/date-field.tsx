import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn.js'

interface DateFieldProps {
  readonly id?: string
  /** `YYYY-MM-DD`, as contracts and drafts hold it. */
  readonly value?: string | null
  readonly onChange?: (value: string | null) => void
  readonly placeholder?: string
  readonly disabled?: boolean
}

/** A date as text. The picker also takes typing: `2026-11-24` or `20261124`. */
export function DateField({ value, onChange, placeholder = '如 2026-11-24', ...rest }: DateFieldProps) {
  return (
    <DatePicker
      {...rest}
      // Enter takes the date; it does not send the form around it.
      onKeyDown={(e) => e.key === 'Enter' && e.preventDefault()}
      style={{ width: '100%', maxWidth: 240 }}
      placeholder={placeholder}
      format={['YYYY-MM-DD', 'YYYYMMDD', 'YYYY.M.D', 'YYYY年M月D日']}
      value={value ? dayjs(value) : null}
      onChange={(picked) => onChange?.(picked ? picked.format('YYYY-MM-DD') : null)}
    />
  )
}
