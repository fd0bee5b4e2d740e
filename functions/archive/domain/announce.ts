import * as z from 'zod'
import { date, line, text } from '../../../shared/kernel/text.ts'
import { DOCUMENT_ID, SHA256 } from './document.ts'
import { DOCUMENT_KINDS, SOURCES } from './kinds.ts'

/** What a person says of a paper before its file is uploaded. */
export const AnnounceText = z
  .strictObject({
    kind: z.enum(DOCUMENT_KINDS, { error: '请选择材料种类' }),
    title: line({ min: 1, max: 120, label: '题名' }),
    /** 责任者; the uploader's own organ when left blank. */
    responsible: line({ max: 60, label: '责任者' }).default(''),
    number: line({ max: 60, label: '文号' }).default(''),
    source: z.enum(SOURCES, { error: '请选择材料来源' }),
    eventDate: date('形成日期'),
    filename: line({ min: 1, max: 200, label: '文件名' }),
    size: z.int({ error: '文件大小应为整数' }).min(1, '文件是空的,请重新选择'),
    /** As the list of accepted types has it for this ending. Browsers often know none: then it is left out. */
    contentType: line({ max: 120, label: '文件类型' }).optional(),
    sha256: z.string({ error: '缺少文件的校验值' }).regex(SHA256, '校验值应为 64 位小写十六进制'),
    restricted: z.boolean({ error: '请说明是否含有个人信息' }),
    noSecrets: z.literal(true, { error: '请确认不含国家秘密;涉密材料不得上传到本系统' }),
    replaces: z.string().regex(DOCUMENT_ID, '要替换的材料编号不对').optional(),
    replaceReason: text({ max: 300, label: '替换的理由' }).default(''),
  })
  .refine((it) => !it.replaces || it.replaceReason.trim() !== '', {
    path: ['replaceReason'],
    message: '请写明替换的理由',
  })
export type AnnounceText = z.infer<typeof AnnounceText>
