import { type Html, html, nothing } from '../html.ts'
import type { Page } from '../layout.ts'

export interface HomeEntry {
  readonly matter: string
  readonly title: string
  readonly kindName: string
  readonly organName: string
  readonly area: string
  readonly households: number
  /** ISO instant. */
  readonly closesAt: string
  /** `2026年12月24日(周四)24时` */
  readonly closesSpoken: string
}

export interface HomeView {
  readonly open: readonly HomeEntry[]
  readonly closed: readonly HomeEntry[]
  /** Of the latest fact shown. */
  readonly at: Date
}

/** 首页: what is open for opinion now, soonest closing first; then what was. */
export function homePage(view: HomeView): Page {
  return {
    title: '正在征求意见的事项',
    body: html`
<h1>正在征求意见的事项</h1>
<p class="lede">这些事项决定之前,要先听您的意见。不用注册,不用实名,一句话也可以。</p>
${
  view.open.length === 0
    ? html`<p class="now">现在没有正在征求意见的事项。新的事项发布后会出现在这里。</p>`
    : html`<ul class="list">${view.open.map((entry) => item(entry, true))}</ul>`
}
${view.closed.length === 0 ? nothing : html`<h2>已经截止的事项</h2><p class="lede">可以查看大家提了什么、怎样答复的。</p><ul class="list">${view.closed.map((entry) => item(entry, false))}</ul>`}`,
  }
}

function item(entry: HomeEntry, open: boolean): Html {
  return html`<li><a class="title" href="/matters/${entry.matter}/">${entry.title}</a>
<br><span class="meta">${entry.kindName} · ${entry.organName} · ${entry.area}${entry.households > 0 ? ` · 涉及 ${entry.households} 户` : ''}</span>
<br>${open ? html`<strong>${entry.closesSpoken}截止</strong> · <a href="/say/${entry.matter}">提意见</a>` : html`<span class="meta">已于${entry.closesSpoken}截止</span>`}</li>`
}
