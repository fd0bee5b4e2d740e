import { html, nothing } from '../html.ts'
import { framed, type Page } from '../layout.ts'

/** What went wrong, that nothing was lost, and what to do; the number helps whoever is asked for help. */
export function errorPage(view: { title: string; detail: string; requestId: string; back?: string }): Page {
  return {
    title: view.title,
    noindex: true,
    body: html`<h1>${view.title}</h1>
<p>${view.detail}</p>
<p class="buttons">${view.back ? html`<a class="button" href="${view.back}">返回</a>` : nothing}<a class="button second" href="/">回到首页</a></p>
<p class="meta">求助时请告诉工作人员这个编号:${view.requestId}</p>`,
  }
}

/** The same as text: what a pipeline answers to whoever called a page. */
export function problemPage(problem: { title: string; detail: string; requestId: string }): Promise<string> {
  return framed(errorPage(problem))
}
