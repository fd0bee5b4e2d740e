import type { Calendar } from '../../../shared/kernel/calendar.ts'
import type { Clock } from './clock.ts'
import { daysAfter, unlessMissing } from './due.ts'
import { unit } from './transitions.ts'

/** A clock as a desk shows it. */
export interface Description {
  /** One line of plain Chinese: 备案审查还剩3个工作日,2026年6月5日到期. */
  readonly label: string
  readonly dueOn: string | null
  /** In the clock's own days; negative once overdue; null when nobody can tell or it does not run. */
  readonly daysLeft: number | null
  readonly state: 'running' | 'paused' | 'overdue' | 'closed' | 'unknown'
  /** The rule it rests on; says so where the number is a default of this product. */
  readonly basis: string
}

export function describeClock(clock: Clock, today: string, calendar: Calendar): Description {
  const basis = clock.shortened ? `${clock.basis};缩短理由:${clock.shortened.reason}` : clock.basis
  const dueOn = clock.dueOn === 'unknown' ? null : clock.dueOn
  if (clock.state === 'closed') {
    const how = clock.outcome === 'void' ? '不再需要' : '已办结'
    return {
      label: `${clock.label}:${spokenDate(clock.closedOn)}${how}`,
      dueOn,
      daysLeft: null,
      state: 'closed',
      basis,
    }
  }
  if (clock.state === 'paused') {
    const label = `${clock.label}:${spokenDate(clock.pausedOn)}起暂停计时(${clock.pauseReason})`
    return { label, dueOn: null, daysLeft: null, state: 'paused', basis }
  }
  if (dueOn === null) {
    const label = `${clock.label}:${clock.missingYear}年放假安排尚未载入,到期日暂不能确定`
    return { label, dueOn, daysLeft: null, state: 'unknown', basis }
  }
  const daysLeft = daysTo(clock, dueOn, today, calendar)
  const overdue = clock.bounds === 'maximum' && today > dueOn
  return {
    label: `${clock.label}${sentence(clock, dueOn, today, daysLeft)}`,
    dueOn,
    daysLeft,
    state: overdue ? 'overdue' : 'running',
    basis,
  }
}

/** `2026年6月5日` */
export function spokenDate(date: string): string {
  return `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`
}

function sentence(clock: Clock, dueOn: string, today: string, daysLeft: number | null): string {
  const due = spokenDate(dueOn)
  if (clock.bounds === 'minimum') return today > dueOn ? `已于${due}届满` : `到${due}届满,此前不能提前结束`
  if (today > dueOn)
    return daysLeft ? `已逾期${-daysLeft}${unit(clock.dayKind)},应于${due}前办结` : `已逾期,应于${due}前办结`
  return today === dueOn ? `今天到期` : `还剩${daysLeft ?? '若干'}${unit(clock.dayKind)},${due}到期`
}

function daysTo(clock: Clock, dueOn: string, today: string, calendar: Calendar): number | null {
  const [from, to, sign] = today <= dueOn ? [today, dueOn, 1] : [dueOn, today, -1]
  const days = unlessMissing(() => daysAfter(calendar, clock.dayKind, from, to))
  // Adding 0 turns -0, of a weekend after a Friday's last day, into 0.
  return 'value' in days ? sign * days.value + 0 : null
}
