import type { z } from 'zod'
import { routes as archive } from '../../functions/archive/contract.ts'
import { readInbox } from '../../functions/clocks/contract.ts'
import { routes as filing, type MatterView } from '../../functions/filing/contract.ts'
import { routes as matters } from '../../functions/matters/contract.ts'
import { routes as notices } from '../../functions/notices/contract.ts'
import { type MyPost, routes as organs } from '../../functions/organs/contract.ts'
import type { Route } from '../../shared/http/route.ts'
import type { Answer, DeskRig } from './desk-rig.ts'
import { ROAD, ROAD_FORM } from './road.ts'

/** Parses through the contract, so that what a test shows the desk is what the server could send. */
export function says<T extends Route>(
  route: T,
  reply: T['reply'] extends z.ZodType ? z.input<T['reply']> : never,
): Answer {
  return { body: route.reply?.parse(reply) }
}

const post = (more: Partial<MyPost> & Pick<MyPost, 'duty' | 'title'>): MyPost => ({
  post: `620702102.${more.duty}`,
  organ: '620702102',
  organName: '梁家墩镇',
  organPath: '6207/620702/620702102',
  scope: '6207/620702/620702102',
  as: 'holder',
  acts: true,
  until: null,
  ...more,
})

const FILER = post({ duty: 'filer', title: '报送人' })
const ARCHIVIST = post({ duty: 'archivist', title: '档案员', as: 'deputy' })
const LEADER = post({ duty: 'leader', title: '负责人', as: 'deputy', acts: false })

const matter = {
  id: 'WP-620702102-2026-0007',
  title: '梁家墩镇六号路至迎恩村农村公路拓宽改造工程',
  kind: 'project' as const,
  organName: '梁家墩镇',
  state: 'submitted',
  stateName: '已报送',
  level: '',
  filingNumber: '',
  holder: '甘州区委政法委',
  since: '2026-11-20T02:10:00.000Z',
  next: '受理',
  registeredAt: '2026-09-01T02:00:00.000Z',
}

const organ = (code: string, name: string, kind: 'government' | 'office' | 'department', parent?: string) => ({
  code,
  name,
  level: code.length === 4 ? ('city' as const) : code.length === 6 ? ('county' as const) : ('town' as const),
  kind,
  path: parent === undefined ? code : parent === '6207' ? `6207/${code}` : `6207/${parent}/${code}`,
  ...(parent === undefined ? {} : { parent }),
  listed: { from: '2024-01-01', basis: '示例文件〔2024〕1号' },
})

const MINE = [
  {
    matter: 'WP-620702102-2026-0009',
    title: '梁家墩镇清凉寺村污水管网工程',
    what: '补正后重新完成报告',
    why: '审查单位一次性告知了 3 处需要补正',
    since: '2026-11-20T02:00:00.000Z',
    dueOn: '2099-11-26',
    link: '/matters/WP-620702102-2026-0009#correct',
  },
  {
    matter: 'WP-620702102-2026-0004',
    title: '梁家墩镇集中供热改造(二期)征收补偿方案',
    what: '发布公示',
    why: '事项已登记,下一步是公示并征求意见',
    since: '2026-11-01T02:00:00.000Z',
    dueOn: '2026-01-05',
    link: '/matters/WP-620702102-2026-0004#publish-notice',
  },
  {
    matter: 'WP-620702102-2026-0011',
    title: '𠮷庄<script>alert(1)</script>',
    what: '报送',
    why: '签章已齐,可以报送审查单位',
    since: '2026-11-01T02:00:00.000Z',
    dueOn: '',
    link: '/matters/WP-620702102-2026-0011#submit',
  },
]

const MESSAGES = [
  {
    id: 'm1',
    title: '「清凉寺村污水管网工程」被退回补正',
    body: '审查单位一次性告知了 3 处需要补正,请在5个工作日内补正。',
    link: '/matters/WP-620702102-2026-0009',
    at: '2026-11-20T02:00:00.000Z',
    readAt: null,
  },
  {
    id: 'm2',
    title: '「六号路拓宽」已报送甘州区委政法委',
    body: '等待受理。',
    link: '/matters/WP-620702102-2026-0007',
    at: '2026-11-19T02:00:00.000Z',
    readAt: '2026-11-19T03:00:00.000Z',
  },
]

const ORGANS = [
  organ('6207', '张掖市', 'government'),
  organ('620702', '甘州区', 'government', '6207'),
  organ('620702-PLC', '甘州区委政法委', 'office', '620702'),
  organ('620702102', '梁家墩镇', 'government', '620702'),
  organ('620702103', '上秦镇', 'government', '620702'),
  organ('620721', '肃南裕固族自治县', 'government', '6207'),
]

/** A filer in a township with something to do, something waiting, and messages. All persons are invented. */
export function answerAsFiler(rig: DeskRig): void {
  const { answers } = rig
  answers.set('GET /api/me', () =>
    says(organs.me, { account: 'lj-filer', name: '示例·田报送', current: FILER, posts: [FILER, ARCHIVIST, LEADER] }),
  )
  answers.set('GET /api/todo', () =>
    says(matters.todo, {
      mine: MINE,
      waiting: [matter],
      fresh: [],
    }),
  )
  answers.set('GET /api/search', () =>
    says(matters.search, { matters: [matter, { ...matter, id: 'WP-620702102-2026-0017' }], more: true }),
  )
  answers.set('GET /api/inbox', () =>
    says(readInbox, {
      items: MESSAGES,
      unread: 1,
      cursor: null,
    }),
  )
  answers.set('GET /api/organs', () =>
    says(organs.organs, {
      organs: ORGANS,
    }),
  )
}

const body = (code: string, name: string) => ({ code, name, path: `6207/620702/${code}` })

/** A matter whose report is being written, as its filer has it; `more` is what a test changes. */
export function matterView(more: Partial<MatterView> = {}): MatterView {
  return {
    ...matter,
    state: 'assessing',
    stateName: '评估中',
    holder: '梁家墩镇',
    next: '填写报备表并完成报告',
    version: 7,
    facts: ROAD,
    organ: body('620702102', '梁家墩镇'),
    authority: body('620702-PLC', '甘州区委政法委'),
    superior: null,
    decision: body('620702-JTJ', '甘州区交通运输局'),
    life: { state: 'assessing', notice: 'n1', reason: '' },
    stamps: {},
    corrections: 0,
    defects: [],
    tasks: [],
    clocks: [],
    acts: [],
    papers: [],
    form: {
      content: ROAD_FORM,
      version: 3,
      savedAt: '2026-11-20T02:10:00.000Z',
      revision: 1,
      formHash: 'f'.repeat(64),
      versionCode: 'FFFF-FFFF',
      gaps: [],
    },
    ...more,
  }
}

/** Answers all that the page of a matter reads; the view is asked for each time, so that a test may change it. */
export function answerMatter(rig: DeskRig, view: () => MatterView, publish: MatterView['acts'] = []): string {
  const at = `/api/matters/${matter.id}`
  const { answers } = rig
  answers.set(`GET ${at}`, () => says(filing.read, view()))
  answers.set(`GET ${at}/notices`, () => says(notices.list, { notices: [], acts: publish }))
  answers.set(`GET ${at}/documents`, () =>
    says(archive.catalogue, { documents: [], checklist: [], accepts: [], acts: [] }),
  )
  answers.set(`GET ${at}/record`, () => says(matters.record, { events: [] }))
  answers.set(`GET ${at}/documents/record`, () => says(archive.record, { events: [] }))
  return matter.id
}
