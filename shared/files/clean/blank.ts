/** What begins an application segment of a JPEG that tells of its taking: marker, then its name. */
const TELLING: readonly { readonly marker: number; readonly name: Buffer }[] = [
  { marker: 0xe1, name: Buffer.from('Exif\0\0', 'latin1') },
  { marker: 0xe1, name: Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1') },
  { marker: 0xe1, name: Buffer.from('http://ns.adobe.com/xmp/extension/\0', 'latin1') },
  { marker: 0xed, name: Buffer.from('Photoshop 3.0\0', 'latin1') },
]

/** A document has some hundreds of pictures at most; more are there to keep us busy. */
const MOST_PARTS = 20_000

interface Part {
  readonly start: number
  readonly end: number
}

/**
 * Where in any bytes, a whole document perhaps, such a segment stands; marker and length are not part of it. Looks once
 * at every byte: a search for the names would be stopped by each of ten million that stand there to stop it.
 */
function* tellingIn(bytes: Buffer): Iterable<Part> {
  for (let at = 0; at + 4 < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue
    const marker = bytes[at + 1]
    if (marker !== 0xe1 && marker !== 0xed) continue
    const start = at + 4
    if (!TELLING.some((one) => one.marker === marker && standsAt(bytes, start, one.name))) continue
    yield { start, end: Math.min(at + 2 + bytes.readUInt16BE(at + 2), bytes.length) }
  }
}

function standsAt(bytes: Buffer, at: number, name: Buffer): boolean {
  for (let i = 0; i < name.length; i++) if (bytes[at + i] !== name[i]) return false
  return true
}

/** Places written as text beside a picture, as layout programs do: `exif:GPSLatitude="…"` or `<exif:GPSLatitude>…<`. */
function* placesIn(bytes: Buffer): Iterable<Part> {
  for (let at = bytes.indexOf('exif:GPS', 0, 'latin1'); at >= 0; at = bytes.indexOf('exif:GPS', at + 1, 'latin1')) {
    const [whole = '', before = ''] =
      /^([\w:]+\s*(?:=\s*"|=\s*'|>))[^"'<]*/.exec(bytes.toString('latin1', at, at + 400)) ?? []
    yield { start: at + before.length, end: at + whole.length }
  }
}

/** Does anything in these bytes tell where or with what a picture was taken? More places than any document has do. */
export function tellsOfTaking(bytes: Buffer): boolean {
  for (const _ of tellingIn(bytes)) return true
  let places = 0
  for (const { start, end } of placesIn(bytes)) {
    if (++places > MOST_PARTS || /\S/.test(bytes.toString('latin1', start, end))) return true
  }
  return PNG_EXIF.some((name) => bytes.includes(name))
}

/** How EXIF begins in a PNG, for formats in which a PNG lies as it is. */
const PNG_EXIF = [Buffer.from('eXIfII*\0', 'latin1'), Buffer.from('eXIfMM\0*', 'latin1')]

/**
 * Blanks what tells of the taking of pictures, where it stands: no byte moves, so that a document that finds its parts
 * by their place still does.
 * @returns a copy, or the bytes themselves where there was nothing; undefined for more parts than any document has
 */
export function blanked(bytes: Buffer): Buffer | undefined {
  let copy: Buffer | undefined
  let parts = 0
  const blank = ({ start, end }: Part, fill: number) => {
    parts++
    if (bytes.subarray(start, end).every((byte) => byte === fill)) return
    copy ??= Buffer.from(bytes)
    copy.fill(fill, start, end)
  }
  for (const part of tellingIn(bytes)) {
    if (parts === MOST_PARTS) return undefined
    blank(part, 0)
  }
  for (const part of placesIn(bytes)) {
    if (parts === MOST_PARTS) return undefined
    blank(part, 0x20)
  }
  return copy ?? bytes
}
