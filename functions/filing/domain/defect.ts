import * as z from 'zod'
import { line, text } from '../../../shared/kernel/text.ts'

/** One defect of a filing form, as a reviewer writes it for 一次性补正告知. */
export const Defect = z.strictObject({
  item: line({ min: 1, max: 60, label: '栏目或材料' }),
  what: text({ min: 1, max: 500, label: '问题' }),
})
export type Defect = z.infer<typeof Defect>
