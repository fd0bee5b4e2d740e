import type { CommentView } from '../../functions/comments/contract.ts'
import type { MatterView } from '../../functions/filing/contract.ts'
import { dateInShanghai } from '../../shared/kernel/clock.ts'
import type { Got } from './http.ts'
import type { Product } from './product.ts'
import { CAST, ROAD_FORM } from './road.ts'
import { pdf } from './samples.ts'
import { inView, read } from './steps.ts'
import { announced } from './volume.ts'

/** Somebody at work on one part of one matter, with what they saw of it last: nobody tells them what others do. */
export interface Worker {
  /** Does the next thing on their part. */
  next(n: number): Promise<Got>
  /** What of their work is not as they left it. */
  lost(): Promise<string[]>
}

export type Part = keyof typeof WORKERS

export const WORKERS = { form: formWriter, volume: clerk, comments: officer, steps: stepTaker } as const

/** The filer writes the form, on the revision that their last save answered. */
async function formWriter(product: Product, id: string): Promise<Worker> {
  let { form } = await read(product, CAST.filer, id)
  return {
    async next(n) {
      const body = { version: form.version, form: { ...ROAD_FORM, remarks: `示例：第 ${n} 稿` } }
      const got = await product.call(CAST.filer, 'PUT', `/api/matters/${id}/form`, body)
      if (got.statusCode === 200) form = (got.json as unknown as MatterView).form
      return got
    },
    async lost() {
      const stored = (await read(product, CAST.filer, id)).form
      const same = stored.version === form.version && stored.content.remarks === form.content.remarks
      return same ? [] : [`form ${stored.version}: ${stored.content.remarks}`]
    },
  }
}

/** The clerk announces papers, brings them, and takes some out again. */
async function clerk(product: Product, id: string): Promise<Worker> {
  const at = `/api/matters/${id}/documents`
  const states = new Map<string, string>()
  const eventDate = dateInShanghai(product.clock.now())
  const took = (got: Got) => {
    const { id: document, state } = (got.json.document ?? {}) as { id: string; state: string }
    if ((got.statusCode ?? 500) < 300) states.set(document, state)
    return got
  }
  const having = (state: string) => [...states].find(([, one]) => one === state)?.[0]
  return {
    async next(n) {
      const [coming, verified] = [having('awaiting'), having('verified')]
      if (coming) return took(await product.call(CAST.archivist, 'POST', `${at}/${coming}/arrived`))
      if (verified && n % 3 === 0) {
        return took(await product.call(CAST.archivist, 'POST', `${at}/${verified}/withdraw`, { reason: '传错了' }))
      }
      const content = pdf(1, `示例：走访记录 ${n}`)
      const said = announced(content, { kind: 'visit', source: 'signed-scan', eventDate, filename: '走访.pdf' })
      const got = took(await product.call(CAST.archivist, 'POST', at, said))
      const document = String((got.json.document as { id?: string } | undefined)?.id)
      await product.ports.files.put('incoming', `${id}/${document}`, content, { contentType: 'application/pdf' })
      return got
    },
    async lost() {
      const { json } = await product.call(CAST.archivist, 'GET', at)
      const stored = new Map((json.documents as { id: string; state: string }[]).map((d) => [d.id, d.state]))
      return [...states].filter(([one, state]) => stored.get(one) !== state).map(([one]) => `paper ${one}`)
    },
  }
}

/** The officer screens and answers, and betters answers that were given before. */
async function officer(product: Product, id: string): Promise<Worker> {
  const at = `/api/matters/${id}/comments`
  const list = async () => (await product.call(CAST.comments, 'GET', at)).json.comments as CommentView[]
  const comments = new Map((await list()).map((comment) => [comment.id, comment]))
  const replies = new Map<string, string>()
  return {
    async next(n) {
      const one = [...comments.keys()][n % comments.size] as string
      if (n % 4 === 0) return product.call(CAST.comments, 'POST', `${at}/${one}/screen`, { kind: 'opinion' })
      const reply = `示例：答复 ${n}`
      const over = comments.get(one)?.answer?.at ?? ''
      const body = { disposition: 'noted', reason: '', reply, over }
      const got = await product.call(CAST.comments, 'POST', `${at}/${one}/answer`, body)
      if (got.statusCode === 200) replies.set(one, reply)
      // Their own answer is what they have in view from now on.
      for (const comment of await list()) comments.set(comment.id, comment)
      return got
    },
    async lost() {
      const stored = new Map((await list()).map((comment) => [comment.id, comment.answer?.reply]))
      return [...replies].filter(([one, reply]) => stored.get(one) !== reply).map(([one]) => `answer ${one}`)
    },
  }
}

/** Finishes the report, stamps it twice, and takes it back, each with the view that the last step answered. */
async function stepTaker(product: Product, id: string): Promise<Worker> {
  let view = await read(product, CAST.filer, id)
  return {
    async next() {
      const [who, step] = nextStep(view)
      // Who freezes the form looks at it first.
      if (step === 'finish') view = { ...view, form: (await read(product, CAST.filer, id)).form }
      const body = { ...inView(view, step), ...(step.startsWith('stamps/') ? { opinion: '' } : {}) }
      const got = await product.call(who, 'POST', `/api/matters/${id}/${step}`, body)
      if (got.statusCode === 200) view = got.json as unknown as MatterView
      return got
    },
    async lost() {
      const { state, version, stamps } = await read(product, CAST.filer, id)
      const same = version === view.version && state === view.state
      const stamped = Object.keys(stamps).join() === Object.keys(view.stamps).join()
      return same && stamped ? [] : [`steps ${version}: ${state}`]
    },
  }
}

export function nextStep({
  state,
  stamps,
}: Pick<MatterView, 'state' | 'stamps'>): readonly [who: string, step: string] {
  if (state !== 'reported') return [CAST.filer, 'finish']
  if (!stamps.assessor) return [CAST.townLeader, 'stamps/assessor']
  if (!stamps.decision) return [CAST.traffic, 'stamps/decision']
  return [CAST.filer, 'revise']
}
