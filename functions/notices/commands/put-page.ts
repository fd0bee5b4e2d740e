import { readFile } from 'node:fs/promises'
import QRCode from 'qrcode'
import type { Files } from '../../../shared/files/files.ts'
import { sha256 } from '../../../shared/signing/hash.ts'
import { framed, type Page } from '../../../web/site/layout.ts'

/** In the source tree. A bundle has them elsewhere. */
const ASSETS = new URL('../../../web/site/assets/', import.meta.url)
const STYLES = ['base.css', 'forms.css']
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

/** Puts pages and assets into the space `site`. What is there already, to the byte, is not written again. */
export class Site {
  readonly #files: Files
  readonly #assets: URL

  /** @param assets folder of the style sheets and scripts, with a slash at the end */
  constructor(files: Files, assets: URL = ASSETS) {
    this.#files = files
    this.#assets = assets
  }

  async put(key: string, text: string): Promise<void> {
    const content = Buffer.from(text)
    const digest = sha256(content)
    const current = await this.#files.head('site', key)
    if (current?.sha256 === digest) return
    const contentType = TYPES[key.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
    await this.#files.put('site', key, content, { contentType, sha256: digest })
  }

  async putPage(key: string, page: Page): Promise<void> {
    await this.put(key, await framed(page))
  }

  /** One style sheet for the whole site: one request for a reader on a village's line. */
  async putAssets(): Promise<void> {
    const parts = await Promise.all(STYLES.map((name) => readFile(new URL(name, this.#assets), 'utf8')))
    await this.put('assets/site.css', parts.join('\n'))
    await this.put('assets/comfort.js', await readFile(new URL('comfort.js', this.#assets), 'utf8'))
  }
}

/** A QR code as SVG, black on white, for screen and print. */
export function qrSvg(text: string): Promise<string> {
  return QRCode.toString(text, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
}
