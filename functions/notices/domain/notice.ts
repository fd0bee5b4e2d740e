import * as z from 'zod'
import { line, text } from '../../../shared/kernel/text.ts'

/** 提出方式 besides this site (F3): 书面、邮件、电话、当面. */
const Way = z.strictObject({
  name: line({ min: 1, max: 20, label: '提出方式' }),
  how: line({ min: 1, max: 120, label: '怎样提出' }),
})

/** 发布渠道: where else it was posted, so that people who never see a web page hear of it (domain.md F3). */
const CHANNELS = ['board', 'website', 'paper', 'broadcast', 'other'] as const
export const Channel = z.strictObject({
  kind: z.enum(CHANNELS, { error: '请选择发布渠道' }),
  where: line({ min: 1, max: 200, label: '发布地点或网址' }),
})
export const CHANNEL_NAMES: Readonly<Record<z.infer<typeof Channel>['kind'], string>> = {
  board: '村组公告栏',
  website: '政府网站',
  paper: '报纸',
  broadcast: '广播、大喇叭',
  other: '其他',
}

/** 公示(征求意见公告), F3: what a person writes. The rest comes from the matter. */
export const NoticeText = z.strictObject({
  /** What it is, in about five plain sentences. */
  summary: text({ min: 20, max: 2000, label: '事项说明' }),
  /** 征求意见事项: what people are asked. */
  questions: z.array(line({ min: 1, max: 120, label: '征求意见的问题' })).max(10, '最多 10 个问题'),
  ways: z.array(Way).max(8, '最多 8 种方式'),
  contact: z.strictObject({
    office: line({ min: 1, max: 60, label: '联系单位' }),
    phone: line({ min: 1, max: 40, label: '联系电话' }),
    email: line({ max: 80, label: '电子邮箱' }),
    address: line({ max: 120, label: '联系地址' }),
  }),
  channels: z.array(Channel).max(30, '最多 30 个渠道'),
  /** Verified documents of the volume that the public may read: draft and explanation (713号第十五条). */
  attachments: z.array(line({ min: 1, max: 40, label: '附件' })).max(20, '最多 20 个附件'),
  /** Length of the call for opinions, days after today. */
  days: z.int({ error: '期限应为整数天' }).min(1, '期限至少 1 天').max(365, '期限最多 365 天'),
  /** Printed in the notice when the period is shorter than the rule's (713号第十五条: 情况紧急等原因需要缩短期限的,应当予以说明). */
  shortenReason: text({ max: 500, label: '缩短期限的理由' }),
  /** 公开前保密审查 (保密法第三十五条): who looked, so that nothing secret is published. */
  secrecyReviewer: line({ min: 1, max: 30, label: '保密审查人' }),
})
export type NoticeText = z.infer<typeof NoticeText>

/**
 * A published notice: what was shown, from when to when. It never changes; a correction is another notice. This is not the
 * input's schema: an old notice stays readable whatever may be written today.
 */
export const Notice = z.object({
  summary: z.string(),
  questions: z.array(z.string()),
  ways: z.array(z.object({ name: z.string(), how: z.string() })),
  contact: z.object({ office: z.string(), phone: z.string(), email: z.string(), address: z.string() }),
  channels: z.array(z.object({ kind: z.enum(CHANNELS), where: z.string() })),
  attachments: z.array(z.string()),
  days: z.int(),
  shortenReason: z.string(),
  secrecyReviewer: z.string(),
  id: z.string(),
  matter: z.string(),
  version: z.int(),
  publishedAt: z.string(),
  publishedBy: z.string(),
  /** Last day, and the instant at which it ends. Server time at receipt decides. */
  closesOn: z.string(),
  closesAt: z.string(),
  /** The clock that was started for it. */
  clock: z.string(),
  /** How many partitions its comments are spread over. Frozen at publication: ids and retries depend on it. */
  shards: z.int(),
  /** Version of the key from which receipt codes are made. Frozen for the same reason. */
  keyVersion: z.int(),
})
export type Notice = z.infer<typeof Notice>

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六']

/** `2026年12月24日(周四)24时`: a period without office hours ends with its last day (民法典第二百零三条). */
export function spokenClosing(closesOn: string): string {
  const [y, m, d] = closesOn.split('-').map(Number) as [number, number, number]
  return `${y}年${m}月${d}日(周${WEEKDAYS[new Date(Date.UTC(y, m - 1, d)).getUTCDay()]})24时`
}
