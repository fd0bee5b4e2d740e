import { spokenInstant } from '../../../shared/kernel/clock.ts'
import { type Html, html, lines, nothing, raw } from '../html.ts'
import type { Page } from '../layout.ts'

export interface Step {
  readonly name: string
  /** Spoken date; '' while it has not come. */
  readonly at: string
  readonly state: 'past' | 'here' | 'ahead'
}

/** At any time: received = summarised + under review + withheld + withdrawn + grouped. */
export interface Balance {
  readonly received: number
  readonly underReview: number
  readonly summarised: number
  readonly withheld: number
  readonly withdrawn: number
  readonly grouped: number
}

export interface Theme {
  readonly title: string
  readonly summary: string
  readonly dispositionName: string
  readonly reason: string
}

export interface MatterPageView {
  readonly matter: string
  readonly title: string
  readonly kindName: string
  readonly organName: string
  readonly area: string
  readonly villages: readonly string[]
  readonly people: number
  readonly households: number
  readonly summary: string
  readonly questions: readonly string[]
  readonly attachments: readonly {
    readonly name: string
    readonly size: string
    readonly href: string
    /** Of the bytes that are downloaded; '' while it is not known. For programs, in the open data. */
    readonly sha256: string
  }[]
  readonly status: 'open' | 'closed' | 'cancelled'
  readonly startsSpoken: string
  readonly closesSpoken: string
  readonly shortenReason: string
  readonly ways: readonly { readonly name: string; readonly how: string }[]
  readonly contact: {
    readonly office: string
    readonly phone: string
    readonly email: string
    readonly address: string
  }
  readonly steps: readonly Step[]
  readonly balance: Balance
  readonly themes: readonly Theme[]
  /** SVG of a QR code of this page's address. */
  readonly qr: string
  readonly at: Date
}

/** A matter's page, in the order of `faces.md`: what can still be done and until when stands before everything else. */
export function matterPage(view: MatterPageView): Page {
  return {
    title: view.title,
    body: html`
<p class="meta">${view.kindName} · ${view.organName}</p>
<h1>${view.title}</h1>
<p>地点:${view.area}${view.villages.length > 0 ? `(${view.villages.join('、')})` : ''}。涉及群众 ${view.people} 人、${view.households} 户。</p>
${todo(view)}
<h2>这是什么事</h2>
<p>${lines(view.summary)}</p>
${view.questions.length > 0 ? html`<h2>想请您说说</h2><ul>${view.questions.map((q) => html`<li>${q}</li>`)}</ul>` : nothing}
<h2>草案和说明</h2>
${
  view.attachments.length > 0
    ? html`<ul>${view.attachments.map((a) => html`<li><a href="${a.href}">${a.name}</a>(${a.size})</li>`)}</ul>`
    : html`<p>可向下方联系人索取草案全文和说明。</p>`
}
<h2>办到哪一步了</h2>
<ol class="steps">${view.steps.map((s) => html`<li class="${s.state}">${s.name}${s.at ? `:${s.at}` : ''}${s.state === 'here' ? '(现在)' : ''}</li>`)}</ol>
${numbers(view)}
<h2>联系方式</h2>
<dl class="facts">
<div><dt>承办单位</dt><dd>${view.contact.office}</dd></div>
${fact('电话', view.contact.phone)}${fact('邮箱', view.contact.email)}${fact('地址', view.contact.address)}
</dl>
<div class="qr"><p>扫一扫打开本页,也可以打印张贴:</p>${raw(view.qr)}</div>
<p class="meta">编号 ${view.matter}。本页更新于${spokenInstant(view.at)}(北京时间)。</p>`,
  }
}

const fact = (name: string, value: string) => (value ? html`<div><dt>${name}</dt><dd>${value}</dd></div>` : nothing)

function todo(view: MatterPageView): Html {
  if (view.status === 'cancelled') return html`<div class="warn"><strong>这个事项已经取消,不再征求意见。</strong></div>`
  if (view.status === 'closed') {
    return html`<div class="now"><strong>征求意见已于${view.closesSpoken}截止。</strong>
<p>仍可以提意见:截止后的意见会注明「截止后收到」,同样保存和答复。</p>
<p class="buttons"><a class="button second" href="/say/${view.matter}">补提意见</a><a class="button second" href="/lookup">查询回执</a></p></div>`
  }
  return html`<div class="now"><strong>您可以提意见,${view.closesSpoken}(北京时间)截止。</strong>
<p>自${view.startsSpoken}起。${view.shortenReason ? `期限缩短的理由:${view.shortenReason}。` : ''}</p>
<p class="buttons"><a class="button" href="/say/${view.matter}">我要提意见</a><a class="button second" href="/lookup">查询回执</a></p>
${view.ways.length > 0 ? html`<p>也可以:</p><ul>${view.ways.map((w) => html`<li>${w.name}:${w.how}</li>`)}</ul>` : nothing}</div>`
}

function numbers({ balance, themes }: MatterPageView): Html {
  const rows: [string, number][] = [
    ['收到', balance.received],
    ['已归纳', balance.summarised],
    ['办理中', balance.underReview],
    ['与他人合并', balance.grouped],
    ['本人撤回', balance.withdrawn],
    ['暂不公开', balance.withheld],
  ]
  return html`<h2>大家提了什么</h2>
<table><caption class="meta">意见件数:收到 = 其余各项之和</caption><tbody>${rows.map(([name, n]) => html`<tr><th scope="row">${name}</th><td class="n">${n}</td></tr>`)}</tbody></table>
<p class="meta">这里只公布归纳后的内容,不公布任何人的原话和身份。</p>
${
  themes.length === 0
    ? nothing
    : html`<h2>您说我们做</h2>${themes.map(
        (t) =>
          html`<h3>${t.title}</h3><p>${lines(t.summary)}</p><p><strong>${t.dispositionName}</strong>:${lines(t.reason)}</p>`,
      )}`
}`
}
