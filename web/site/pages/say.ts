import { type Html, html, lines, nothing } from '../html.ts'
import type { Page } from '../layout.ts'
import { type Choice, errorSummary, hidden, input, type Problem, radios, select, textarea } from './form-pieces.ts'

export interface SayView {
  readonly matter: string
  readonly title: string
  readonly organName: string
  readonly closesSpoken: string
  readonly late: boolean
  readonly questions: readonly string[]
  /** Signed key of this one form, and the order in which options were drawn for this reader. */
  readonly key: string
  readonly order: string
  readonly kinds: readonly Choice[]
  readonly stances: readonly Choice[]
  readonly groups: readonly Choice[]
  readonly villages: readonly string[]
  readonly values: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
  /** Said on top when the form had to be made anew: 「这张表已过期,您填写的内容都在」. */
  readonly note: string
}

const of = (view: SayView, name: string) => view.values[name] ?? ''

/** 提意见: what happens with the words comes first; one question a heading; nothing chosen beforehand. */
export function sayPage(view: SayView): Page {
  const { problems } = view
  return {
    title: `${problems.length > 0 ? '有错误:' : ''}提意见:${view.title}`,
    noindex: true,
    script: 'comfort.js',
    body: html`
${errorSummary(problems)}
<p class="meta">${view.organName}</p>
<h1>提意见:${view.title}</h1>
${view.note ? html`<div class="now"><p>${view.note}</p></div>` : nothing}
${view.late ? html`<div class="now"><p>征求意见已于${view.closesSpoken}截止。您仍可以提,会注明「截止后收到」,同样保存和答复。</p></div>` : nothing}
<h2>您的意见会怎样</h2>
<ul>
<li>由承办单位以外的工作人员查看,每条都要有处理结果,不采纳要说明理由。</li>
<li>提交后得到一个回执码,凭它随时查询,不用留名字。</li>
<li>只公布归纳后的内容,从不公布原话。请不要写别人的隐私。</li>
<li><a href="/about.html">您的权利和个人信息</a></li>
</ul>
${view.questions.length > 0 ? html`<h2>想请您说说</h2><ul>${view.questions.map((q) => html`<li>${q}</li>`)}</ul>` : nothing}
<form method="post" action="/say/${view.matter}" novalidate data-comfort="${view.matter}">
${hidden({ key: view.key, order: view.order, step: 'check' })}
${textarea({ name: 'text', title: '您的意见', hint: '一句话也可以,最多 10000 字。', value: of(view, 'text'), problems })}
${radios({ name: 'stance', title: '您对这件事的态度(可不填)', choices: view.stances, value: of(view, 'stance'), problems })}
${radios({
  name: 'kind',
  title: '这是哪一类(可不填)',
  hint: '选「检举控告」的,提交时就加密封存,不经过被检举的单位,转给有权处理的机关。',
  choices: view.kinds,
  value: of(view, 'kind'),
  problems,
})}
${view.villages.length > 0 ? select({ name: 'village', title: '您在哪个村(社区)(可不填)', choices: view.villages.map((v) => ({ value: v, label: v })), value: of(view, 'village'), problems }) : nothing}
${radios({ name: 'group', title: '这件事和您的关系(可不填)', choices: view.groups, value: of(view, 'group'), problems })}
${input({ name: 'name', title: '怎样称呼您(可不填)', hint: '填了的,和电话一起单独加密保存,每次查看都有记录。', value: of(view, 'name'), problems })}
${input({ name: 'phone', title: '联系电话(可不填)', hint: '只用于办理这条意见。', type: 'tel', value: of(view, 'phone'), problems })}
${input({ name: 'password', title: '查看密码(可不填)', hint: '设了密码,以后凭回执码和密码能再看到自己写的内容;不设就只能看到办理情况和答复。', value: of(view, 'password'), problems })}
<p class="buttons"><button type="submit">下一步:核对</button></p>
</form>`,
  }
}

/** 核对: what will be sent, word for word; back without losing anything. */
export function checkPage(view: SayView): Page {
  const label = (choices: readonly Choice[], value: string) => choices.find((c) => c.value === value)?.label ?? '不说明'
  const { step: _, ...values } = view.values
  const carried = { ...values, key: view.key, order: view.order }
  const rows: readonly (readonly [string, Html | string])[] = [
    ['您的意见', html`<div class="quote">${lines(of(view, 'text'))}</div>`],
    ['态度', label(view.stances, of(view, 'stance'))],
    ['类别', label(view.kinds, of(view, 'kind'))],
    ['村(社区)', of(view, 'village') || '不说明'],
    ['和您的关系', label(view.groups, of(view, 'group'))],
    ['称呼', of(view, 'name') || '没有填'],
    ['电话', of(view, 'phone') || '没有填'],
    ['查看密码', of(view, 'password') ? '已设' : '没有设'],
  ]
  return {
    title: `核对:${view.title}`,
    noindex: true,
    body: html`<h1>请核对您要提交的内容</h1>
<dl class="facts">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<form method="post" action="/say/${view.matter}" data-comfort-once>
${hidden(carried)}
<p class="buttons"><button type="submit" name="step" value="send">提交</button><button type="submit" name="step" value="edit" class="second">返回修改</button></p>
</form>`,
  }
}

/** The same form was sent with other words: both are shown to be safe, and how to go on. */
export function twicePage(view: SayView): Page {
  return {
    title: '这张表已经提交过',
    noindex: true,
    body: html`<h1>这张表已经提交过一次</h1>
<p>第一次提交的内容已经收下,回执仍然有效。这一次的内容和第一次不一样,<strong>没有提交</strong>,原样在下面:</p>
<div class="quote">${lines(of(view, 'text'))}</div>
<p>要补充意见,请另开一张新表,把上面的内容复制过去。</p>
<p class="buttons"><a class="button" href="/say/${view.matter}">另开一张新表</a><a class="button second" href="/receipt">看第一次的回执</a></p>`,
  }
}
