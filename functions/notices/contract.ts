import * as z from 'zod'
import { route } from '../../shared/http/route.ts'
import { MatterParams, Version } from '../filing/contract.ts'
import { Notice, NoticeText } from './domain/notice.ts'

export { CHANNEL_NAMES, Notice, NoticeText, spokenClosing } from './domain/notice.ts'
// Comments read the notice they answer to.
export { closingKey, loadNotice, loadNotices, noticeKey } from './store.ts'

export const routes = {
  publish: route({
    method: 'POST',
    path: '/api/matters/{matter}/notices',
    may: ['filer'],
    summary: '发布公示,征求意见',
    params: MatterParams,
    body: z.strictObject({ ...Version.shape, notice: NoticeText }),
    reply: z.object({ notice: Notice }),
    status: 201,
  }),
  list: route({
    method: 'GET',
    path: '/api/matters/{matter}/notices',
    may: 'signed-in',
    summary: '事项的公示',
    params: MatterParams,
    reply: z.object({ notices: z.array(Notice) }),
  }),
}
