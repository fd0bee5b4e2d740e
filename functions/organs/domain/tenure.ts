import type { LocalDate } from '../../../shared/kernel/clock.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Holding, Post } from './post.ts'
import { dayBefore, holdsOn, overlap } from './span.ts'

/**
 * Who comes into a post and who leaves it. Each function gives the post as it will be, or the very same object when the
 * wish is already fulfilled: the command then writes nothing, and a retry is safe.
 *
 * Seed, 三有之二: 「确定专人负责」: one holder at a time, by name and date, so that the record can answer who it was.
 */
export function appointed(post: Post, holding: Holding, today: LocalDate): Post {
  const mine = post.holdings.filter((other) => other.account === holding.account && overlap(other, holding))
  if (mine.some((other) => other.as === holding.as && other.from === holding.from && other.to === holding.to))
    return post
  if (holding.from < today) throw invalid('from', '任职不能倒签:起始日期应是今天或以后')
  if (holding.to !== undefined && holding.to < holding.from) throw invalid('to', '截止日期不能早于起始日期')
  if (mine.length > 0) throw new Refusal('rule', '这位同志这段时间已在这个岗位上,请先结束原来的任职')
  if (holding.as === 'holder' && post.holdings.some((other) => other.as === 'holder' && overlap(other, holding)))
    throw new Refusal('rule', '这个岗位这段时间已有人担任:换人请用“移交”,增设一人请另设席位')
  return { ...post, holdings: [...post.holdings, holding] }
}

/** @param lastDay yesterday to end it at once; the past beyond that stays as it was. */
export function ended(post: Post, id: string, lastDay: LocalDate, today: LocalDate): Post {
  const holding = post.holdings.find((other) => other.id === id)
  if (!holding) throw new Refusal('not-found', '没有找到这段任职')
  if (holding.to === lastDay) return post
  if (lastDay < dayBefore(today)) throw invalid('lastDay', '任职不能倒签:最后一天最早写昨天,即刻起不再履职')
  if (holding.to !== undefined && holding.to < lastDay)
    throw new Refusal('rule', '这段任职更早就结束了,要延长请重新任命')
  return { ...post, holdings: post.holdings.map((other) => (other === holding ? { ...holding, to: lastDay } : other)) }
}

export interface HandOver {
  readonly from: string
  readonly to: string
  /** First day of the successor. */
  readonly on: LocalDate
  readonly id: string
  readonly document?: string | undefined
}

/**
 * 交接: the holder's last day is the day before the successor's first. All open work of the post goes along. A successor
 * who was the deputy (the usual case) is so no longer.
 */
export function handedOver(post: Post, wish: HandOver, today: LocalDate): Post {
  if (post.holdings.some((h) => h.as === 'holder' && h.account === wish.to && h.from === wish.on)) return post
  const old = post.holdings.find((h) => h.as === 'holder' && h.account === wish.from && holdsOn(h, today))
  if (!old) throw new Refusal('wrong-state', '移交人今天不在这个岗位上,请刷新后核对')
  if (wish.from === wish.to) throw invalid('to', '接收人不能是移交人本人')
  const before = dayBefore(wish.on)
  const withoutDeputy = post.holdings
    .filter((h) => h.as === 'deputy' && h.account === wish.to && overlap(h, { from: wish.on }))
    .reduce((rest, h) => ended(rest, h.id, before, today), post)
  const left = ended(withoutDeputy, old.id, before, today)
  const { id, document } = wish
  const successor = { id, account: wish.to, as: 'holder' as const, from: wish.on, ...(document ? { document } : {}) }
  return appointed(left, successor, today)
}

function invalid(field: string, message: string): Refusal {
  return new Refusal('invalid', message, { fields: [{ field, message }] })
}
