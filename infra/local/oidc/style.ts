import { hash } from 'node:crypto'

/** 7.5 : 1 on white. */
const ACCENT = '#0b4a8f'

/** System fonts, 18 px, one accent; works at 320 px and 400 %, and leaves forced colours and dark screens their say. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1a1f24; --quiet: #454d55; --paper: #fff; --line: #8a939b; --accent: ${ACCENT}; --wash: #eef3f9 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f2f4f6; --quiet: #c9d0d6; --paper: #14181c; --line: #6d767e; --accent: #a9cbf2; --wash: #1e2731 }
}
* { box-sizing: border-box }
body { margin: 0; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1.125rem/1.6 system-ui, -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif }
main { max-width: 36em; margin: 0 auto }
header { border-bottom: 3px solid var(--accent); padding-bottom: .5rem; margin-bottom: 1.5rem; font-weight: 700 }
h1 { font-size: 1.75rem; line-height: 1.3; margin: 0 0 .75rem }
h2 { font-size: 1.125rem; margin: 2rem 0 .5rem }
p { margin: 0 0 1rem }
.mark { border-left: 4px solid var(--accent); background: var(--wash); padding: .75rem 1rem }
.error { border: 3px solid #a8071a; padding: .75rem 1rem }
label { display: block; font-weight: 700; margin-bottom: .25rem }
.find { display: flex; gap: .5rem; flex-wrap: wrap }
input { flex: 1 1 14rem; min-width: 0 }
input, button, .button { min-height: 2.75rem; font: inherit; color: inherit; border-radius: 4px; border: 2px solid var(--line); background: var(--paper); padding: .375rem .875rem }
button, .button { cursor: pointer }
.primary { background: var(--accent); border-color: var(--accent); color: var(--paper); font-weight: 700; text-decoration: none; display: inline-block }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr)) }
li button { width: 100%; height: 100%; text-align: left; padding: .625rem .875rem }
li button:hover { border-color: var(--accent); background: var(--wash) }
.name { font-weight: 700; color: var(--accent); display: block }
.post { display: block }
.quiet, .post { color: var(--quiet) }
a { color: var(--accent) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
`

/** The only style a page may have, named in its Content-Security-Policy. */
export const STYLE_SOURCE = `'sha256-${hash('sha256', STYLE, 'base64')}'`
