import { crc32, inflateRawSync } from 'node:zlib'

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
/** Of a document's parts together, unpacked; and their number. What unpacks to more is no document that people read. */
export const MOST_BYTES = 128 * 1024 * 1024
const MOST_MEMBERS = 20_000

export interface Member {
  readonly name: string
  /** Unpacked. Asked one at a time, so that memory holds one. */
  content(): Buffer
  /** The entry of the directory and the packed bytes, as they stand. */
  readonly entry: Buffer
  readonly packed: Buffer
}

/**
 * The members of a ZIP by its directory. Packed bytes are found through the directory alone; what lies between is dropped.
 * @returns undefined for what is broken, encrypted, larger than 4 GB, packed in a rare way, or unpacks to too much; and
 *   for members that lie upon each other, which written one after the other would be more than memory holds
 */
export function readZip(zip: Buffer): Member[] | undefined {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + 22 > zip.length) return undefined
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  let unpacked = 0
  let packed = 0
  const members: Member[] = []
  for (let i = 0; i < count; i++) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== CENTRAL) return undefined
    const next = at + 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
    const member = next > zip.length ? undefined : memberAt(zip, zip.subarray(at, next))
    if (!member) return undefined
    unpacked += member.entry.readUInt32LE(24)
    packed += member.packed.length
    if (unpacked > MOST_BYTES || packed > zip.length || i >= MOST_MEMBERS) return undefined
    members.push(member)
    at = next
  }
  return members.length > 0 ? members : undefined
}

function memberAt(zip: Buffer, entry: Buffer): Member | undefined {
  const flags = entry.readUInt16LE(8)
  const method = entry.readUInt16LE(10)
  const [packedSize, size, start] = [entry.readUInt32LE(20), entry.readUInt32LE(24), entry.readUInt32LE(42)]
  const readable = (flags & 1) === 0 && (method === 0 || method === 8)
  if (!readable || start + 30 > zip.length || zip.readUInt32LE(start) !== LOCAL) return undefined
  const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28)
  if (from + packedSize > zip.length) return undefined
  const packed = zip.subarray(from, from + packedSize)
  return {
    name: entry.toString('utf8', 46, 46 + entry.readUInt16LE(28)),
    entry,
    packed,
    content: () => (method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) })),
  }
}

/** The same ZIP, in the same order, with other content for some members, which are stored as they are. */
export function writeZip(members: readonly Member[], changed: ReadonlyMap<Member, Buffer>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const member of members) {
    const content = changed.get(member)
    const entry = entryFor(member, content, at)
    const nameLength = entry.readUInt16LE(28)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(LOCAL, 0)
    entry.copy(local, 4, 6, 30) // Needed version to length of the name: the same fields, two bytes earlier.
    const data = content ?? member.packed
    parts.push(local, entry.subarray(46, 46 + nameLength), data)
    directory.push(entry)
    at += 30 + nameLength + data.length
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(END, 0)
  end.writeUInt16LE(members.length, 8)
  end.writeUInt16LE(members.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, ...directory, end])
}

/** The entry without extra fields and comment, and without the flag that sizes follow the content: they stand in front now. */
function entryFor({ entry: old }: Member, content: Buffer | undefined, at: number): Buffer {
  const entry = Buffer.from(old.subarray(0, 46 + old.readUInt16LE(28)))
  entry.writeUInt16LE(entry.readUInt16LE(8) & ~8, 8)
  entry.writeUInt16LE(0, 30)
  entry.writeUInt16LE(0, 32)
  entry.writeUInt32LE(at, 42)
  if (!content) return entry
  entry.writeUInt16LE(0, 10)
  entry.writeUInt32LE(crc32(content), 16)
  entry.writeUInt32LE(content.length, 20)
  entry.writeUInt32LE(content.length, 24)
  return entry
}
