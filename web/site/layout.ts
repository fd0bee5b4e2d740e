import { type Html, html, nothing, render } from './html.ts'

export interface Page {
  /** Shown in the tab, most telling words first. */
  readonly title: string
  readonly body: Html
  /** Set on pages whose address must not be indexed (forms, receipts). */
  readonly noindex?: boolean
  /** A file under `/assets/` that only adds comfort. */
  readonly script?: string
}

/** Name of the public site, on every page. */
export const SITE_NAME = '重大事项公示与征求意见'

/** A whole page as text. */
export function framed(page: Page): Promise<string> {
  return render(layout(page))
}

/** The frame of every public page. The style sheet keeps its address and is revalidated: one small request. */
function layout(page: Page): Html {
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} - ${SITE_NAME}</title>
${page.noindex ? html`<meta name="robots" content="noindex">` : nothing}
<link rel="stylesheet" href="/assets/site.css">
<link rel="alternate" type="application/atom+xml" title="${SITE_NAME}" href="/feed.atom">
${page.script ? html`<script src="/assets/${page.script}" defer></script>` : nothing}
</head>
<body>
<a class="skip" href="#main">跳到正文</a>
<header class="site"><div class="wrap">
<a class="name" href="/">${SITE_NAME}</a>
<nav aria-label="主要栏目"><a href="/">正在征求意见</a><a href="/lookup">查询回执</a><a href="/about.html">说明</a></nav>
</div></header>
<main id="main" class="wrap" tabindex="-1">
${page.body}
</main>
<footer class="site"><div class="wrap">
<nav aria-label="其他"><a href="/about.html">您的权利和个人信息</a><a href="/about.html#complain">投诉和检举</a><a href="/accessibility.html">无障碍说明</a><a href="/desk/">工作人员入口</a></nav>
<p>提意见不需要实名,不收取任何费用。任何人不得因为您提意见而打击报复,也不得向您索要回执。</p>
</div></footer>
</body>
</html>`
}
