import { ClockCircleOutlined, WarningOutlined } from '@ant-design/icons'
import { dateInShanghai, type LocalDate } from '../../../../shared/kernel/clock.ts'
import { spokenDue } from './times.ts'

/** A due date in words; late and soon have a sign beside the colour. */
export function Due({ on }: { readonly on: LocalDate }) {
  const { text, late, soon } = spokenDue(on, dateInShanghai(new Date()))
  return (
    <span className={late ? 'due late number' : soon ? 'due soon number' : 'due number'}>
      {late ? <WarningOutlined aria-hidden /> : soon ? <ClockCircleOutlined aria-hidden /> : null} {text}
    </span>
  )
}
