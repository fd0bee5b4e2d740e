import { createHash } from 'node:crypto'
import { pdf } from '../support/samples.ts'
import { announced } from '../support/volume.ts'

/** What a person holds in hand after the server said yes. */
export interface Held {
  readonly receipts: Map<string, { code: string; commitment: string }>
  readonly papers: Map<string, string>
  /** Forms that were sent, answered or not: no more comments than these may be there. */
  readonly forms: Set<string>
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function formKey(url: string, matter: string): Promise<string> {
  const form = await (await fetch(`${url}/say/${matter}`)).text()
  return /name="key" value="([^"]+)"/.exec(form)?.[1] ?? ''
}

/** One comment, as it stands. @throws Error when there is no receipt for it */
export async function say(url: string, matter: string, text: string): Promise<void> {
  const body = JSON.stringify({ key: await formKey(url, matter), text })
  const headers = { 'content-type': 'application/json' }
  const got = await fetch(`${url}/say/${matter}`, { method: 'POST', headers, body })
  if (got.status !== 201) throw new Error(`a comment was answered with ${got.status}: ${await got.text()}`)
}

/** A villager: takes a form, sends it, and sends the same form again until there is an answer — across crashes. */
export async function comment(
  url: () => string,
  matter: string,
  n: number,
  held: Held,
  over: () => boolean,
): Promise<void> {
  let key = ''
  while (!over()) {
    try {
      if (!key) {
        key = await formKey(url(), matter)
        continue
      }
      held.forms.add(key)
      const body = JSON.stringify({
        key,
        text: `第 ${n} 位:𠮷 ${'意见'.repeat(n % 50)}`,
        stance: ['oppose', 'support', ''][n % 3],
      })
      const got = await fetch(`${url()}/say/${matter}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      if (got.status === 201) {
        const { code, commitment } = (await got.json()) as { code: string; commitment: string }
        const before = held.receipts.get(key)
        if (before && before.code !== code) throw new Error('two receipts for one form')
        held.receipts.set(key, { code, commitment })
        return
      }
    } catch {
      await pause(30) // the server is down: the villager presses again
    }
  }
}

const TRIES = 40

interface Clerk {
  readonly url: () => string
  readonly token: string
  readonly matter: string
}

interface Ticket {
  readonly method: string
  readonly url: string
  readonly fields: Record<string, string>
}

interface Reply {
  readonly document?: { readonly id: string; readonly state: string }
  readonly ticket?: Ticket | null
}

/**
 * A clerk: announces a paper, brings it, says that it arrived; each step again until it is answered. A paper whose check
 * was cut off by a crash is taken up by the sweep when its lease has run out: the clerk goes on to the next.
 */
export async function upload(clerk: Clerk, n: number, held: Held, over: () => boolean): Promise<void> {
  const content = pdf(1 + (n % 3), `第 ${n} 份 ${'x'.repeat((n * 7919) % 200_000)}`)
  const digest = createHash('sha256').update(content).digest('hex')
  const paper = announced(content, { kind: 'other', title: `材料 ${n}`, filename: `材料${n}.pdf` })
  for (let tries = 0; tries < TRIES && !over(); tries++) {
    try {
      const id = await bring(clerk, `paper-${process.pid}-${n}`, paper, content)
      if (id) {
        held.papers.set(id, digest)
        return
      }
    } catch {
      // The server is down: the clerk presses again.
    }
    await pause(30)
  }
}

/** One try from the start: the same key finds what an earlier try began. @returns the paper's id once it is verified */
async function bring(clerk: Clerk, key: string, paper: object, content: Buffer): Promise<string | undefined> {
  const path = `/api/matters/${clerk.matter}/documents`
  const made = await post(clerk, path, paper, key)
  if (!made.document) return undefined
  const { id, state } = made.document
  if (state === 'awaiting') {
    // The answer with the first ticket may have been lost in a crash.
    const ticket = made.ticket ?? (await post(clerk, `${path}/${id}/ticket`)).ticket
    if (!ticket) return undefined
    await fetch(ticket.url, { method: ticket.method, headers: ticket.fields, body: new Uint8Array(content) })
  }
  const { document } = await post(clerk, `${path}/${id}/arrived`)
  return document?.state === 'verified' ? id : undefined
}

async function post(clerk: Clerk, path: string, body?: object, key?: string): Promise<Reply> {
  const headers = {
    authorization: `Bearer ${clerk.token}`,
    ...(body ? { 'content-type': 'application/json' } : {}),
    ...(key ? { 'idempotency-key': key } : {}),
  }
  const got = await fetch(clerk.url() + path, {
    method: 'POST',
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return (await got.json()) as Reply
}
