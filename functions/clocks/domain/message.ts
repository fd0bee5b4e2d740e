import type { Calendar } from '../../../shared/kernel/calendar.ts'
import type { Clock } from './clock.ts'
import { describeClock, spokenDate } from './describe.ts'
import type { Step } from './steps.ts'

/** Why somebody gets it who is not the holder of the post. */
export type Receiver = 'holder' | 'superior' | 'instead'

/** What a reminder says: true on the day it is sent, whatever day it was planned for. */
export function reminderText(
  clock: Clock,
  step: Step,
  receiver: Receiver,
  today: string,
  calendar: Calendar,
): { readonly title: string; readonly body: string } {
  const { label, basis } = describeClock(clock, today, calendar)
  const title = `${PREFIX[step]}${clock.label}——${clock.title}`
  const why = {
    holder: '',
    superior: '该事项由您下级单位的岗位办理,已经逾期,请督促办理。',
    instead: '负责办理的岗位今天没有人在岗,所以提醒直接发给您。请尽快明确由谁办理。',
  }[receiver]
  const start = `起算日:${spokenDate(clock.startedOn)}。依据:${basis}。`
  return { title, body: `${why}${label}。${start}` }
}

const PREFIX: Readonly<Record<Step, string>> = {
  'T-5': '即将到期:',
  'T-2': '即将到期:',
  T: '到期提醒:',
  overdue: '已经逾期:',
  'year-missing': '到期日待定:',
}
