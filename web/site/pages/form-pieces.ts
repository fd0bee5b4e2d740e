import { type Html, html, nothing } from '../html.ts'

export interface Choice {
  readonly value: string
  readonly label: string
}

export interface Problem {
  readonly field: string
  readonly message: string
}

/** Errors on top, each a link to its field (GOV.UK error summary). */
export function errorSummary(problems: readonly Problem[]): Html {
  if (problems.length === 0) return html``
  return html`<div class="errors" role="alert" aria-labelledby="errors-title" tabindex="-1" id="errors">
<h2 id="errors-title">请先改一改</h2>
<ul>${problems.map((p) => html`<li><a href="#${p.field}">${p.message}</a></li>`)}</ul></div>`
}

interface FieldProps {
  readonly name: string
  readonly title: string
  readonly hint?: string
  readonly problems: readonly Problem[]
}

/** Several answers of which one may be chosen; none is chosen beforehand. */
export function radios(props: FieldProps & { choices: readonly Choice[]; value: string }): Html {
  const { name, title, hint, choices, value } = props
  const problem = props.problems.find((p) => p.field === name)
  return html`<div class="field${problem ? ' bad' : ''}" id="${name}"><fieldset${problem ? html` aria-describedby="${name}-error"` : nothing}>
<legend>${title}</legend>${hint ? html`<p class="hint">${hint}</p>` : nothing}${wrong(name, problem)}
${choices.map(
  (c, i) =>
    html`<div class="choice"><input type="radio" id="${name}-${i}" name="${name}" value="${c.value}"${c.value === value ? html` checked` : nothing}><label for="${name}-${i}">${c.label}</label></div>`,
)}</fieldset></div>`
}

export function input(
  props: FieldProps & { value: string; type?: 'text' | 'tel' | 'password'; autocomplete?: string },
): Html {
  const { name, title, hint, value, type = 'text', autocomplete = 'off' } = props
  const problem = props.problems.find((p) => p.field === name)
  return html`<div class="field${problem ? ' bad' : ''}"><label class="q" for="${name}">${title}</label>
${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : nothing}${wrong(name, problem)}
<input type="${type}" id="${name}" name="${name}" value="${value}" autocomplete="${autocomplete}"${describedBy(name, hint, problem)}></div>`
}

export function textarea(props: FieldProps & { value: string }): Html {
  const { name, title, hint, value } = props
  const problem = props.problems.find((p) => p.field === name)
  // A browser drops one line break right after the tag: one is given away, so that the writer's own is kept.
  return html`<div class="field${problem ? ' bad' : ''}"><label class="q" for="${name}">${title}</label>
${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : nothing}${wrong(name, problem)}
<textarea id="${name}" name="${name}" rows="8"${describedBy(name, hint, problem)}>
${value}</textarea></div>`
}

export function select(props: FieldProps & { choices: readonly Choice[]; value: string }): Html {
  const { name, title, hint, choices, value } = props
  const problem = props.problems.find((p) => p.field === name)
  return html`<div class="field${problem ? ' bad' : ''}"><label class="q" for="${name}">${title}</label>
${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : nothing}${wrong(name, problem)}
<select id="${name}" name="${name}"${describedBy(name, hint, problem)}><option value="">不说明</option>${choices.map(
    (c) => html`<option value="${c.value}"${c.value === value ? html` selected` : nothing}>${c.label}</option>`,
  )}</select></div>`
}

export function hidden(values: Readonly<Record<string, string>>): Html {
  return html`${Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`
}

const wrong = (name: string, problem: Problem | undefined) =>
  problem ? html`<p class="error" id="${name}-error">${problem.message}</p>` : nothing

function describedBy(name: string, hint: string | undefined, problem: Problem | undefined): Html {
  const ids = [hint ? `${name}-hint` : '', problem ? `${name}-error` : ''].filter(Boolean)
  return ids.length > 0 ? html` aria-describedby="${ids.join(' ')}"` : html``
}
