import * as z from 'zod'
import type { LocalDate } from '../../../shared/kernel/clock.ts'
import { holdsOn, storedSpan } from './span.ts'

export const LEVELS = ['city', 'county', 'town'] as const
export type Level = (typeof LEVELS)[number]

export const KINDS = [
  'government', // 市、县区、乡镇街道
  'office', // 党委政法委: the filing authority
  'decision-office', // 党委办、政府办: keeps the agenda
  'department', // 部门
  'area', // 园区、农场、林场、牧场: no government of its own
] as const
export type Kind = (typeof KINDS)[number]

/** `620702100` for a division (国家统计局 codes), `620702-JTJ` for a department of the division before the dash. */
export const organCode = z
  .string({ error: '请选择单位' })
  .regex(/^\d{4}(\d{2}(\d{3})?)?(-[A-Z]{2,8})?$/, '单位代码不对')

/** As it is stored: the shape is the rows' own, not an input's. */
export const organ = z.object({
  code: z.string(),
  name: z.string(),
  level: z.enum(LEVELS),
  kind: z.enum(KINDS),
  /** Code of the organ above; absent for the city alone. */
  parent: z.string().optional(),
  /** Codes from the city down, `6207/620702/620702-JTJ`: a department stands under its government. */
  path: z.string(),
  /** Path that the organ watches, where that is more than itself. */
  oversees: z.string().optional(),
  /** For an area: the county organ that answers for it. */
  answeredBy: z.string().optional(),
  /** When it is in the register, and by which document. Names and duties of organs change: 维稳办 became 政法委. */
  listed: z.object({ ...storedSpan, basis: z.string() }),
})
export type Organ = z.output<typeof organ>

export function isListed(organ: Organ, on: LocalDate): boolean {
  return holdsOn(organ.listed, on)
}

/** Is a path at or below another? */
export function isUnder(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}/`)
}

/** 3 for the city, 1 for a town. */
export function rank(level: Level): number {
  return LEVELS.length - LEVELS.indexOf(level)
}

/** The name on a stamp: a division acts through its 人民政府, a street through its 办事处. */
export function formalName(organ: Organ): string {
  if (organ.kind !== 'government') return organ.name
  return organ.name.endsWith('街道') ? `${organ.name}办事处` : `${organ.name}人民政府`
}
