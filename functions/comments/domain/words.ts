import * as z from 'zod'
import { line, text } from '../../../shared/kernel/text.ts'

/** What kind of submission it is (信访条例; 中办 rules tell them apart because they go different ways). */
export const KINDS = ['unsaid', 'opinion', 'petition', 'question', 'litigation', 'accusation'] as const
export type Kind = (typeof KINDS)[number]
export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  unsaid: '未说明',
  opinion: '意见建议',
  petition: '申诉求决',
  question: '咨询',
  litigation: '涉法涉诉',
  accusation: '检举控告',
}

/** 态度, as Jiangsu practice asks it. A blank stays blank: `unsaid`. */
export const STANCES = ['unsaid', 'support', 'conditional', 'oppose'] as const
export type Stance = (typeof STANCES)[number]
export const STANCE_NAMES: Readonly<Record<Stance, string>> = {
  unsaid: '未说明',
  support: '支持',
  conditional: '有条件支持',
  oppose: '反对',
}

/** 利益群体, asked as ranges and never as persons. */
export const GROUPS = ['unsaid', 'taken', 'nearby', 'user', 'worker', 'other'] as const
export type Group = (typeof GROUPS)[number]
export const GROUP_NAMES: Readonly<Record<Group, string>> = {
  unsaid: '不说明',
  taken: '土地、房屋或收入直接受影响',
  nearby: '住在附近',
  user: '以后会用到',
  worker: '参加建设或在此工作',
  other: '其他',
}

const choice = <const T extends readonly [string, ...string[]]>(values: T, message: string) =>
  z.union([z.enum(values), z.literal('').transform(() => 'unsaid' as const)], { error: message }).default('unsaid')

/** Code points. Asked again where a password is looked up, which no schema reads. */
export const LONGEST_PASSWORD = 60

/** What a person writes. Only the words themselves are needed; everything else may be left out. */
export const Words = z.strictObject({
  kind: choice(KINDS, '请从列出的类别中选择'),
  stance: choice(STANCES, '请从列出的态度中选择'),
  text: text({ max: 10_000, label: '意见' }).refine((v) => v.trim() !== '', '请写下您的意见,一句话也可以'),
  village: line({ max: 40, label: '村(社区)' }).default(''),
  group: choice(GROUPS, '请从列出的选项中选择'),
  name: line({ max: 40, label: '姓名' }).default(''),
  phone: line({ max: 40, label: '电话' }).default(''),
  /** Chosen by the writer; without it the receipt page shows state and answer, never the text. */
  password: line({ max: LONGEST_PASSWORD, label: '查看密码' }).default(''),
})
export type Words = z.infer<typeof Words>

/**
 * What of an accusation is sealed for the body that receives it: everything but the password. That one the writer chose
 * for the look-up page, perhaps uses elsewhere too, and meant for nobody.
 */
export function forReceiver(words: Words): Omit<Words, 'password'> {
  const { password: _, ...rest } = words
  return rest
}

type Read =
  | { readonly words: Words; readonly issues?: never }
  | { readonly words?: never; readonly issues: z.core.$ZodIssue[] }

/** What is wrong with one field and says nothing of the others: as after these, Zod itself goes on to the next check. */
const OF_ONE_FIELD: ReadonlySet<string | undefined> = new Set(['custom', 'unrecognized_keys'])

/**
 * What a person wrote on a matter with these villages. Villages are chosen from the matter's own, so that the field
 * cannot become a place for names. They are checked beside the one schema of all matters: making one for each request
 * took twenty times as long as parsing with it.
 */
export function readWords(input: Readonly<Record<string, unknown>>, villages: readonly string[]): Read {
  const read = Words.safeParse(input)
  const issues = read.error?.issues ?? []
  const { village = '' } = input
  const goesOn = issues.every(({ code }) => OF_ONE_FIELD.has(code))
  if (goesOn && village !== '' && !villages.includes(village as string)) {
    const message = '请从列出的村(社区)中选择,或者不说明'
    return { issues: [...issues, { code: 'custom', path: ['village'], message, input: village }] }
  }
  return read.success ? { words: read.data } : { issues }
}

/** Version of the 个人信息 notice shown above the form (PIPL 17): kept with the comment. */
export const PRIVACY_VERSION = '2026-11'
