import { html, lines, nothing } from '../html.ts'
import type { Page } from '../layout.ts'
import { errorSummary, hidden, input, type Problem } from './form-pieces.ts'

export interface FoundView {
  readonly matter: string
  readonly title: string
  readonly code: string
  readonly receivedSpoken: string
  readonly late: boolean
  readonly state: string
  readonly answer:
    | { readonly disposition: string; readonly reason: string; readonly reply: string; readonly organName: string }
    | undefined
  readonly withdrawn: boolean
  readonly text: string
  readonly hasPassword: boolean
  readonly contactReads: number
  readonly commitment: string
  readonly proof:
    | { readonly day: string; readonly root: string; readonly path: readonly { side: string; hash: string }[] }
    | undefined
}

/** 查询回执: matter and code are posted, never in an address. */
export function lookUpPage(values: Readonly<Record<string, string>>, problems: readonly Problem[]): Page {
  const field = (name: string) => values[name] ?? ''
  return {
    title: `${problems.length > 0 ? '有错误:' : ''}查询回执`,
    noindex: true,
    body: html`${errorSummary(problems)}<h1>查询回执</h1>
<form method="post" action="/lookup" novalidate>
${input({ name: 'matter', title: '事项编号', hint: '印在回执上,如 WP-620702100-2026-0001。', value: field('matter'), problems })}
${input({ name: 'code', title: '回执码', hint: '13 位,字母不分大小写,横线可以不填。', value: field('code'), problems })}
${input({ name: 'password', title: '查看密码(提交时设过的才填)', type: 'password', value: '', problems })}
<p class="buttons"><button type="submit">查询</button></p></form>`,
  }
}

export function foundPage(view: FoundView): Page {
  return {
    title: '办理情况',
    noindex: true,
    body: html`<h1>办理情况:${view.state}</h1>
<p>${view.title}</p>
<dl class="facts">
<div><dt>收到时间</dt><dd>${view.receivedSpoken}${view.late ? '(截止后收到)' : ''}</dd></div>
${
  view.answer
    ? html`<div><dt>处理结果</dt><dd>${view.answer.disposition}</dd></div>
${view.answer.reason ? html`<div><dt>理由</dt><dd>${lines(view.answer.reason)}</dd></div>` : nothing}
<div><dt>答复</dt><dd>${lines(view.answer.reply)}</dd></div><div><dt>答复单位</dt><dd>${view.answer.organName}</dd></div>`
    : view.withdrawn
      ? nothing
      : html`<div><dt>答复</dt><dd>还没有。答复后在这里可以看到。</dd></div>`
}
${view.text ? html`<div><dt>您写的内容</dt><dd class="quote">${lines(view.text)}</dd></div>` : nothing}
${view.contactReads > 0 ? html`<div><dt>联系方式</dt><dd>工作人员查看过 ${view.contactReads} 次,每次都有记录。</dd></div>` : nothing}
</dl>
${!view.text && view.hasPassword ? html`<p class="meta">要再看自己写的内容,请带上查看密码重新查询。</p>` : nothing}
${
  view.proof
    ? html`<details><summary>这条意见在 ${view.proof.day} 的汇总里(怎样核对)</summary>
<p>核对码 <code>${view.commitment}</code></p><p>当天的汇总根 <code>${view.proof.root}</code>,签名公布在 <a href="/proofs/${view.matter}">这里</a>。</p>
<ol>${view.proof.path.map((s) => html`<li>${s.side === 'left' ? '左' : '右'} <code>${s.hash}</code></li>`)}</ol></details>`
    : nothing
}
${
  view.withdrawn
    ? html`<div class="now"><p>您已撤回这条意见。件数仍然计入,内容不再使用。</p></div>`
    : html`<details><summary>撤回这条意见</summary><p>撤回后不能恢复:件数仍然计入,内容不再使用,也不再答复。</p>
<form method="post" action="/lookup/withdraw">${hidden({ matter: view.matter, code: view.code })}<button type="submit" class="second">确定撤回</button></form></details>`
}
<p class="buttons"><a class="button second" href="/matters/${view.matter}/">回到事项页面</a></p>`,
  }
}
