/** What was promised of a file. */
export interface Promised {
  readonly size: number
  readonly sha256: string
  readonly contentType: string
}

/** What was found when its bytes were read. */
export interface Found {
  readonly size: number
  readonly sha256: string
  /** By its content; undefined when it is nothing that a volume takes. */
  readonly contentType: string | undefined
  /** What people call what it is, and what it was said to be. */
  readonly really: string
  readonly said: string
}

/**
 * Is the file what it was said to be? Size and hash first: a broken file says nothing about its type.
 * @returns why it may not go into the volume, for the person who uploaded it; undefined if it may
 */
export function objection(promised: Promised, found: Found): string | undefined {
  if (found.size !== promised.size) {
    return `文件大小与登记的不一致(登记 ${promised.size} 字节,收到 ${found.size} 字节),可能没有传完。请重新登记并上传。`
  }
  if (found.sha256 !== promised.sha256) {
    return '文件内容与登记时的校验值不一致,可能在传输中改变了。请重新登记并上传。'
  }
  if (found.contentType === promised.contentType) return undefined
  return `按文件名应是${found.said},内容其实是${found.really},不能入卷。请用原来的程序另存为正确的格式后,重新登记并上传。`
}
