import type { CommentView } from '../../../functions/comments/contract.ts'
import { CAST } from '../road.ts'
import type { Play } from './play.ts'

/** What somebody holds in their hand, and what the look-up page says of it when the fixture ends. */
export interface Receipt {
  readonly matter: string
  readonly code: string
  /** In the heading of the page: `办理中`. */
  readonly says: string
  readonly password?: string
  /** What it shows with the password. */
  readonly text?: string
}

/** The words of the accusation, which only the receiving body can open. */
export const ACCUSATION = '示例：反映一件虚构的事情'

/** People as they write, and officers as they answer. All are invented. */
export function people(play: Play) {
  const { product } = play
  const receipts: Record<string, Receipt> = {}
  const say = async (matter: string, says: string, text: string, more: Readonly<Record<string, string>> = {}) => {
    const code = await play.say(matter, { text, ...more })
    const { password } = more
    receipts[text] = { matter, code, says, ...(password ? { password, text } : {}) }
  }
  const officer = async (matter: string, text: string, what: string, body: object) => {
    const path = `/api/matters/${matter}/${what.replace('*', await idOf(matter, text))}`
    return done(await product.call(CAST.comments, 'POST', path, body))
  }
  const idOf = async (matter: string, text: string): Promise<string> => {
    const { json } = await product.call(CAST.comments, 'GET', `/api/matters/${matter}/comments`)
    return (json.comments as CommentView[]).find((comment) => comment.text === text)?.id ?? ''
  }

  return {
    receipts,
    /** While the call for opinions runs. */
    async first(matter: string, other: string): Promise<void> {
      await say(matter, '办理中', '示例：支持拓宽', { stance: 'support', village: '太和村', group: 'user' })
      await say(matter, '办理中', '示例：请留出田间便道', { name: '示例·马某', phone: '13900000000', group: 'taken' })
      await say(matter, '办理中', '示例：想再看自己写了什么', { password: '麦子黄了', stance: 'conditional' })
      await say(matter, '已封存', ACCUSATION, { kind: 'accusation', name: '示例·某某' })
      await say(matter, '您已撤回', '示例：说错了', { stance: 'oppose' })
      await say(matter, '已答复', '示例：施工到几点', { kind: 'question' })
      await say(matter, '暂不公开', '示例：广告')
      for (const text of ['示例：灌溉怎么办', '示例：水渠改到哪里']) await say(matter, '已归纳答复', text)
      await say(other, '已答复', '示例：补偿标准', { name: '示例·牛某', phone: '13900000001' })
      await play.crank()
      await play.withdraw(receipts['示例：说错了'] as Receipt)
      await play.crank({ days: 1 })

      await officer(matter, '示例：支持拓宽', 'comments/*/screen', { kind: 'opinion' })
      await officer(matter, '示例：请留出田间便道', 'comments/*/contact', { reason: '示例：核对地块' })
      const answer = { disposition: 'noted', reason: '', reply: '示例：到晚上八点' }
      await officer(matter, '示例：施工到几点', 'comments/*/answer', answer)
      await officer(matter, '示例：广告', 'comments/*/withhold', { reason: '示例：与事项无关' })
      const comments = await Promise.all(['示例：灌溉怎么办', '示例：水渠改到哪里'].map((text) => idOf(matter, text)))
      const theme = {
        title: '示例：用水',
        summary: '示例：群众关心供水',
        disposition: 'adopted',
        reason: '示例：先改渠后修路',
      }
      done(await product.call(CAST.comments, 'POST', `/api/matters/${matter}/themes`, { ...theme, comments }))
      await play.crank({ days: 9 })
    },
    /** After its end: taken, and marked as late. */
    late: (matter: string) => say(matter, '办理中', '示例：截止以后才知道'),
    async second(matter: string, again: string): Promise<void> {
      await say(matter, '办理中', '示例：看过评估方案', { name: '示例·杨某', phone: '13900000002' })
      await say(again, '办理中', '示例：第二次公示后说的')
      await play.crank({ days: 1 })
    },
    unlucky: (matter: string) => say(matter, '已收到', '示例：消息处理出错的那一条'),
    last: (matter: string) => say(matter, '已收到', '示例：停机前最后一条'),
  }
}

function done({ statusCode, body }: Awaited<ReturnType<Play['lookUp']>>): void {
  if ((statusCode ?? 500) >= 300) throw new Error(`${statusCode} ${body}`)
}
