/** What the volume takes, as the catalogue says it. */
export interface Accepts {
  /** Lower case, without the dot. */
  readonly extensions: readonly string[]
  readonly label: string
  /** Bytes. */
  readonly maxSize: number
}

/**
 * Why a file would be refused by its name or size, in plain Chinese; undefined if it may be sent. Said before anybody
 * waits: what it really is, the server finds out after arrival.
 */
export function objectionTo(file: Pick<File, 'name' | 'size'>, accepts: readonly Accepts[]): string | undefined {
  if (file.size === 0) return '文件是空的,请重新选择'
  const ending = /\.([^./\\]+)$/.exec(file.name)?.[1]?.toLowerCase()
  const accepted = ending ? accepts.find((a) => a.extensions.includes(ending)) : undefined
  if (!accepted) return '不收这种文件,请另存为 PDF、OFD、Word、WPS、Excel、JPEG、MP4 等格式'
  if (file.size > accepted.maxSize) {
    return `有 ${spokenSize(file.size)},${accepted.label}最大 ${spokenSize(accepted.maxSize)},请压缩或分成几份`
  }
  return undefined
}

/** `980 KB`, `1.5 MB`, `2.0 GB`. */
export function spokenSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`
  const kb = bytes / 1024
  if (kb < 1000) return `${Math.round(kb)} KB`
  const mb = kb / 1024
  return mb < 1000 ? `${mb.toFixed(1)} MB` : `${(mb / 1024).toFixed(1)} GB`
}

/** What a paper is called until somebody says better: the file's name without its ending. */
export function titleOf(filename: string): string {
  return filename.replace(/\.[^./\\]+$/, '').trim()
}
