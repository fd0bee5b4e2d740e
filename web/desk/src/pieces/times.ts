import { dateInShanghai, type LocalDate } from '../../../../shared/kernel/clock.ts'

const CLOCK = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

const DAY = 86_400_000
const WEEKDAYS = '日一二三四五六'

/** `14:03` today, `昨天 14:03`, else `11月24日 14:03`, with the year when it is another. */
export function shortInstant(at: Date, now: Date): string {
  const date = dateInShanghai(at)
  const today = dateInShanghai(now)
  const time = CLOCK.format(at)
  if (date === today) return time
  if (date === dateInShanghai(new Date(now.getTime() - DAY))) return `昨天 ${time}`
  return `${spokenDate(date, today)} ${time}`
}

/** `2026年11月24日 14:03`: for what is printed and read another year. */
export function clockInstant(at: Date): string {
  const [year, month, day] = dateInShanghai(at).split('-').map(Number)
  return `${year}年${month}月${day}日 ${CLOCK.format(at)}`
}

/** `11月24日`, with the year when it is not this one. */
export function spokenDate(date: LocalDate, today: LocalDate): string {
  const [year, month, day] = date.split('-').map(Number)
  const spoken = `${month}月${day}日`
  return date.slice(0, 4) === today.slice(0, 4) ? spoken : `${year}年${spoken}`
}

/** How a due date is said: the days left in words, then the date. `late` when it has passed. */
export function spokenDue(due: LocalDate, today: LocalDate): { text: string; late: boolean; soon: boolean } {
  const days = Math.round((Date.parse(due) - Date.parse(today)) / DAY)
  const date = `${spokenDate(due, today)}(周${WEEKDAYS[new Date(`${due}T00:00:00Z`).getUTCDay()]})`
  if (days < 0) return { text: `已超期 ${-days} 天 · ${date}`, late: true, soon: false }
  if (days === 0) return { text: `今天到期 · ${date}`, late: false, soon: true }
  if (days === 1) return { text: `明天到期 · ${date}`, late: false, soon: true }
  return { text: `还有 ${days} 天 · ${date}`, late: false, soon: days <= 5 }
}
