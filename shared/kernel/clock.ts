/** The clock is passed in and called inside a command, never at module load. */
export type Clock = () => Date

const SHANGHAI = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** A calendar date in Asia/Shanghai, `YYYY-MM-DD`. */
export type LocalDate = string

/** The date in Asia/Shanghai at an instant, whatever the host's zone. */
export function dateInShanghai(at: Date): LocalDate {
  return SHANGHAI.format(at)
}

/** The instant at which a Shanghai date and wall time falls. China has kept UTC+8 without summer time since 1991. */
export function instantInShanghai(date: LocalDate, time = '00:00:00'): Date {
  return new Date(`${date}T${time.length === 5 ? `${time}:00` : time}+08:00`)
}

const SPOKEN = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** `2026年11月24日(周二)18:00`, the form in which every face shows an instant. */
export function spokenInstant(at: Date): string {
  const part = Object.fromEntries(SPOKEN.formatToParts(at).map((p) => [p.type, p.value]))
  return `${part.year}年${part.month}月${part.day}日(${part.weekday})${part.hour}:${part.minute}`
}
