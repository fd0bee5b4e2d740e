import type { Calendar } from '../../../shared/kernel/calendar.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Clock, Closed, Decider, Paused, PostRef, Running } from './clock.ts'
import { dueOf } from './due.ts'
import type { ClockRule } from './rule.ts'

export interface Start {
  readonly id: string
  readonly rule: ClockRule
  readonly startedOn: string
  /** Longer than a minimum, shorter than a maximum; the rule's own length by default. */
  readonly length?: number
  /** Below a rule's minimum only with this, and only where the rule allows it. */
  readonly shortened?: { readonly length: number; readonly reason: string; readonly by: Decider }
  readonly addressee: PostRef
  readonly superior: PostRef
  readonly title: string
  readonly link: string
  readonly organPath: string
}

/** @throws Refusal `rule` when the length breaks the rule. */
export function start(input: Start, calendar: Calendar): Running {
  const { rule, shortened, startedOn } = input
  const length = input.length ?? rule.length
  if (rule.bounds === 'minimum' && length < rule.length) {
    throw new Refusal('rule', `${rule.label}不得少于${spoken(rule)}(${rule.source})。确需缩短的,请写明缩短的理由`)
  }
  if (rule.bounds === 'maximum' && length > rule.length)
    throw new Refusal('rule', `${rule.label}最长${spoken(rule)}(${rule.source})`)
  const base = {
    id: input.id,
    rev: 1,
    kind: rule.kind,
    label: rule.label,
    bounds: rule.bounds,
    startedOn,
    length,
    dayKind: rule.dayKind,
    basis: rule.source,
    mark: rule.mark,
    pauses: [],
    extensions: [],
    shortened: shortened ? shorter(length, rule, { ...shortened, on: startedOn }) : null,
    addressee: input.addressee,
    superior: input.superior,
    title: input.title,
    link: input.link,
    organPath: input.organPath,
  }
  return { ...base, ...dueOf(base, calendar), state: 'running' }
}

/** 补正、不可抗力: the days after `on` do not count until it goes on. */
export function pause(clock: Clock, on: string, reason: string): Paused {
  const running = demandRunning(clock, '暂停')
  return { ...running, rev: clock.rev + 1, state: 'paused', pausedOn: on, pauseReason: demandReason(reason, '暂停') }
}

/** The day on which it goes on does not count itself, as a start does not. */
export function resume(clock: Clock, on: string, calendar: Calendar): Running {
  if (clock.state !== 'paused') throw new Refusal('wrong-state', `${clock.label}的期限没有暂停,不需要恢复`)
  const { pausedOn, pauseReason, ...rest } = clock
  const to = on < pausedOn ? pausedOn : on
  return counted(
    { ...rest, state: 'running', pauses: [...clock.pauses, { from: pausedOn, to, reason: pauseReason }] },
    calendar,
  )
}

/**
 * 延长: by whom, why, within the rule's limit, and before it has run out.
 * @throws Refusal `rule` beyond the limit or too late
 */
export function extend(
  clock: Clock,
  rule: ClockRule,
  more: { readonly days: number; readonly reason: string; readonly by: Decider; readonly on: string },
  calendar: Calendar,
): Running {
  const running = demandRunning(clock, '延长')
  const reason = demandReason(more.reason, '延长')
  if (!Number.isSafeInteger(more.days) || more.days < 1) throw new Refusal('invalid', '延长的天数应为正整数')
  if (rule.extension === 'none') throw new Refusal('rule', `${clock.label}的期限不能延长(${rule.source})`)
  if (running.dueOn !== 'unknown' && more.on > running.dueOn) {
    throw new Refusal('rule', `${clock.label}的期限已于${running.dueOn}届满,届满以后不能再延长`)
  }
  if (rule.extension !== 'free') {
    const { times, days } = rule.extension
    const sum = clock.extensions.reduce((total, e) => total + e.days, more.days)
    if (clock.extensions.length >= times || sum > days) {
      throw new Refusal('rule', `${clock.label}最多延长${times}次、共${days}${unit(clock.dayKind)}`)
    }
  }
  const extensions = [...clock.extensions, { days: more.days, reason, by: more.by, on: more.on }]
  return counted({ ...running, extensions }, calendar)
}

/** 缩短, with the reason that is printed (713-15); only where the rule allows it. */
export function shorten(
  clock: Clock,
  rule: ClockRule,
  less: { readonly length: number; readonly reason: string; readonly by: Decider; readonly on: string },
  calendar: Calendar,
): Running {
  const running = demandRunning(clock, '缩短')
  return counted({ ...running, shortened: shorter(clock.shortened?.length ?? clock.length, rule, less) }, calendar)
}

/**
 * Ends a clock. A minimum cannot be ended early, except when the matter itself falls away (`void`).
 * @throws Refusal `rule` before a minimum has run out, or while its last day is not known
 */
export function close(
  clock: Clock,
  end: { readonly on: string; readonly at: string; readonly outcome: 'done' | 'void' },
): Closed {
  if (clock.state === 'closed') throw new Refusal('wrong-state', `${clock.label}已经结束`)
  if (clock.bounds === 'minimum' && end.outcome === 'done') demandElapsed(clock, end.on)
  const { pausedOn: _on, pauseReason: _why, ...rest } = { pausedOn: '', pauseReason: '', ...clock }
  return { ...rest, rev: clock.rev + 1, state: 'closed', closedOn: end.on, closedAt: end.at, outcome: end.outcome }
}

/** Fills the last day in once its calendar is loaded; the very same clock when nothing changes. */
export function recompute(clock: Running, calendar: Calendar): Running {
  const due = dueOf(clock, calendar)
  return due.dueOn === clock.dueOn && due.missingYear === clock.missingYear
    ? clock
    : { ...clock, ...due, rev: clock.rev + 1 }
}

/** A minimum runs to the end of its last day. @throws Refusal `rule` */
function demandElapsed(clock: Running | Paused, on: string): void {
  if (clock.state === 'paused') throw new Refusal('rule', `${clock.label}的期限正在暂停,恢复并届满以后才能结束`)
  if (clock.dueOn === 'unknown') {
    throw new Refusal(
      'rule',
      `${clock.missingYear}年的放假安排还没有载入,${clock.label}的最后一天不能确定,现在不能结束`,
    )
  }
  if (on <= clock.dueOn) throw new Refusal('rule', `${clock.label}到${clock.dueOn}才届满(${clock.basis}),不能提前结束`)
}

function shorter(from: number, rule: ClockRule, less: { length: number; reason: string; by: Decider; on: string }) {
  if (!rule.shortenable) throw new Refusal('rule', `${rule.label}的期限不能缩短(${rule.source})`)
  if (!Number.isSafeInteger(less.length) || less.length < 1 || less.length >= from) {
    throw new Refusal('invalid', `缩短后的天数应在1到${from - 1}之间`)
  }
  return { length: less.length, reason: demandReason(less.reason, '缩短'), by: less.by, on: less.on }
}

function demandRunning(clock: Clock, doing: string): Running {
  if (clock.state === 'running') return clock
  throw new Refusal('wrong-state', `${clock.label}${clock.state === 'closed' ? '已经结束' : '正在暂停'},不能${doing}`)
}

function demandReason(reason: string, doing: string): string {
  if (reason.trim() === '') throw new Refusal('rule', `请写明${doing}的理由,它会印在公示和记录上`)
  return reason
}

const counted = (clock: Running, calendar: Calendar): Running => ({
  ...clock,
  ...dueOf(clock, calendar),
  rev: clock.rev + 1,
})

export const unit = (kind: 'natural' | 'working') => (kind === 'working' ? '个工作日' : '日')

const spoken = (rule: ClockRule) => `${rule.length}${unit(rule.dayKind)}`
