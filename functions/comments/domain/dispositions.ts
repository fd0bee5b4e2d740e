import * as z from 'zod'
import { line, text } from '../../../shared/kernel/text.ts'

/** 采纳情况. `noted` is for questions and for what asks for nothing. */
export const DISPOSITIONS = ['adopted', 'partly', 'not', 'noted'] as const
export type Disposition = (typeof DISPOSITIONS)[number]
export const DISPOSITION_NAMES: Readonly<Record<Disposition, string>> = {
  adopted: '采纳',
  partly: '部分采纳',
  not: '不采纳',
  noted: '已阅复',
}

/**
 * An answer to one comment. 713号第十八条: 归纳整理、研究论证,充分采纳合理意见; what is not adopted in whole needs a reason
 * (甘肃省政府令第115号: 严禁漏报、瞒报反对意见).
 */
export const Answer = z
  .strictObject({
    disposition: z.enum(DISPOSITIONS, { error: '请选择采纳情况' }),
    reason: text({ max: 2000, label: '理由' }),
    reply: text({ min: 2, max: 2000, label: '答复' }),
    /** Instant of the answer that one has read, '' for none: what a colleague answered since is not written over unseen. */
    over: z.string().max(40).optional(),
  })
  .superRefine((answer, ctx) => {
    const needed = answer.disposition === 'partly' || answer.disposition === 'not'
    if (needed && answer.reason.trim() === '') {
      ctx.addIssue({ code: 'custom', path: ['reason'], message: '部分采纳或不采纳的,请写明理由' })
    }
  })
export type Answer = z.infer<typeof Answer>

/** What the public reads of several comments: a theme in one's own words, with what was decided. */
export const ThemeText = z.strictObject({
  title: line({ min: 2, max: 60, label: '主题' }),
  summary: text({ min: 2, max: 1000, label: '归纳' }),
  disposition: z.enum(DISPOSITIONS, { error: '请选择采纳情况' }),
  reason: text({ min: 2, max: 2000, label: '答复和理由' }),
})
export type ThemeText = z.infer<typeof ThemeText>

/** Comments of one theme at once: each moves two rows and up to sixteen sums follow, and a commit holds a hundred. */
export const MOST_GROUPED = 30
