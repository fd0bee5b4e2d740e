import { html, nothing, raw } from '../html.ts'
import type { Page } from '../layout.ts'

export interface ReceiptView {
  readonly matter: string
  readonly title: string
  /** In groups of four. */
  readonly code: string
  readonly nonce: string
  readonly commitment: string
  readonly receivedSpoken: string
  readonly late: boolean
  readonly accusation: boolean
  /** SVG of the look-up page's address; the code is not in it. */
  readonly qr: string
}

/** 回执: big code, what happens next, and that nobody may demand it. */
export function receiptPage(view: ReceiptView): Page {
  return {
    title: '回执',
    noindex: true,
    script: 'comfort.js',
    body: html`<h1>收到了您的意见</h1>
<div class="done" data-receipt><p>回执码</p><p class="code">${view.code}</p><p>事项编号 ${view.matter}</p></div>
<div class="warn"><strong>请记下回执码。不要把回执给任何人看,谁也无权索要。</strong><p>这一页关闭后不能再打开。可以打印、拍照,或者抄下 13 位回执码。</p></div>
<h2>接下来</h2>
<ul>
<li>服务器收到的时间:${view.receivedSpoken}(北京时间)。${view.late ? '已注明「截止后收到」。' : ''}</li>
<li>${view.accusation ? '内容已加密封存,转给有权处理的机关。承办单位和它的上级看不到。' : '由承办单位以外的意见办理人查看;评估报告完成以前,一定有答复。'}</li>
<li>凭事项编号和回执码,随时到<a href="/lookup">查询回执</a>查看办理情况和答复,也可以撤回。</li>
</ul>
<div class="qr">${raw(view.qr)}</div>
<p class="buttons noprint"><a class="button" href="/lookup">查询回执</a><a class="button second" href="/matters/${view.matter}/">回到事项页面</a></p>
<details><summary>核对码(一般用不到)</summary>
<p>凭下面两项,任何人都能核对:您的意见被收下了,而且一个字没有改。随机数只印在这里。</p>
<p>核对码:<code>${view.commitment}</code></p><p>随机数:<code>${view.nonce}</code></p></details>
<p class="meta">${view.title}</p>`,
  }
}

/** The receipt cannot be shown (again): says why and where to go. */
export function noReceiptPage(): Page {
  return {
    title: '回执',
    noindex: true,
    body: html`<h1>这里没有可以显示的回执</h1>
<p>回执只在提交后的 30 分钟内、在提交用的这台设备上显示。记下了回执码的,可以随时查询。</p>
<p class="buttons"><a class="button" href="/lookup">查询回执</a><a class="button second" href="/">回到首页</a></p>${nothing}`,
  }
}
