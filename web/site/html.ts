import { html, raw } from 'hono/html'

/** Escaped HTML: whatever is put into a template is shown as text, unless it is itself such a piece. */
export type Html = ReturnType<typeof html>

export { html, raw }

/** Nothing, where a piece is left out. */
export const nothing = raw('')

export async function render(page: Html): Promise<string> {
  return String(await page)
}

/** Text with its line breaks, as the writer set them. */
export function lines(text: string): Html {
  const parts = text.split(/\r\n|\r|\n/)
  return html`${parts.map((part, i) => (i === 0 ? html`${part}` : html`<br>${part}`))}`
}
