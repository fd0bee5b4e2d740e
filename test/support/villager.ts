import type { HttpHandler } from '../../shared/http/pipeline.ts'
import { type Got, send } from './http.ts'

/** A form as a browser with scripts off reads it: where it goes, what it carries, which buttons send it. */
export interface PageForm {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
  /** Radio groups and selects: the values that can be chosen, in the order shown. */
  readonly options: Readonly<Record<string, readonly string[]>>
}

export interface Browser {
  get(path: string): Promise<Got>
  /** Sends a form with more or other fields, as urlencoded text with CRLF line breaks, and follows no redirect. */
  submit(form: PageForm, fields?: Readonly<Record<string, string>>): Promise<Got>
  readonly cookies: ReadonlyMap<string, string>
}

/** A browser without scripts and without a network: it keeps cookies and knows forms, nothing else. */
export function villager(handler: HttpHandler): Browser {
  const jar = new Map<string, string>()
  const sent = async (request: Parameters<typeof send>[1]) => {
    const got = await send(handler, { ...request, cookies: [...jar].map(([name, value]) => `${name}=${value}`) })
    for (const cookie of got.cookies ?? []) {
      const [pair = ''] = cookie.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    return got
  }
  return {
    cookies: jar,
    get: (path) => sent({ path }),
    submit: (form, fields = {}) => {
      const all = Object.entries({ ...form.fields, ...fields })
      const body = new URLSearchParams(all.map(([k, v]) => [k, v.replace(/\r\n|\r|\n/g, '\r\n')])).toString()
      return sent({
        method: 'POST',
        path: form.action,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body,
      })
    },
  }
}

/** The forms of a page. Only what our own pages write is understood. */
export function formsOf(html: string | undefined): PageForm[] {
  return [...(html ?? '').matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, tag = '', inner = '']) => {
    const fields: Record<string, string> = {}
    const options: Record<string, string[]> = {}
    const offer = (name: string, value: string) => {
      options[name] = [...(options[name] ?? []), value]
    }
    for (const [whole] of inner.matchAll(/<input\b[^>]*>/g)) {
      const at = attributes(whole)
      if (at.type !== 'radio') fields[at.name ?? ''] = at.value ?? ''
      else {
        offer(at.name ?? '', at.value ?? '')
        if ('checked' in at) fields[at.name ?? ''] = at.value ?? ''
      }
    }
    // The parser drops one line break right after the tag.
    for (const [, open = '', text = ''] of inner.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g)) {
      fields[attributes(open).name ?? ''] = decoded(text.replace(/^\n/, ''))
    }
    for (const [, open = '', list = ''] of inner.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
      const name = attributes(open).name ?? ''
      fields[name] = ''
      for (const [option] of list.matchAll(/<option\b[^>]*>/g)) {
        const at = attributes(option)
        offer(name, at.value ?? '')
        if ('selected' in at) fields[name] = at.value ?? ''
      }
    }
    return { action: attributes(tag).action ?? '', fields, options }
  })
}

function attributes(tag: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [, name = '', value = ''] of tag.matchAll(/([\w-]+)(?:="([^"]*)")?/g)) found[name] = decoded(value)
  return found
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/** Also what every HTML parser does first: line breaks become LF. */
function decoded(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole)
}
