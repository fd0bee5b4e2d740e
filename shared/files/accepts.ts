const MB = 1024 * 1024

export interface Accepted {
  readonly mediaType: string
  /** Lower case, without the dot: the one we give, and others that mean the same. */
  readonly extension: string
  readonly others?: readonly string[]
  /** What people call it. */
  readonly label: string
  /** Bytes. One request to S3 carries 5 GB at most. */
  readonly maxSize: number
}

/**
 * What may go into a volume: the formats of GB/T 18894 and DA/T 47 for keeping, and what offices in fact write. No
 * archives (what is in them cannot be seen), nothing that runs: no HTML, SVG, scripts, programs or macro documents.
 */
export const ACCEPTS: readonly Accepted[] = [
  { mediaType: 'application/pdf', extension: 'pdf', label: 'PDF 文档', maxSize: 200 * MB },
  { mediaType: 'application/ofd', extension: 'ofd', label: 'OFD 版式文件', maxSize: 200 * MB },
  { mediaType: 'application/msword', extension: 'doc', label: 'Word 文档', maxSize: 100 * MB },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extension: 'docx',
    label: 'Word 文档',
    maxSize: 100 * MB,
  },
  { mediaType: 'application/wps-office.wps', extension: 'wps', label: 'WPS 文字', maxSize: 100 * MB },
  { mediaType: 'application/vnd.ms-excel', extension: 'xls', label: 'Excel 表格', maxSize: 100 * MB },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
    label: 'Excel 表格',
    maxSize: 100 * MB,
  },
  { mediaType: 'application/wps-office.et', extension: 'et', label: 'WPS 表格', maxSize: 100 * MB },
  { mediaType: 'application/vnd.ms-powerpoint', extension: 'ppt', label: '演示文稿', maxSize: 200 * MB },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    extension: 'pptx',
    label: '演示文稿',
    maxSize: 200 * MB,
  },
  { mediaType: 'image/jpeg', extension: 'jpg', others: ['jpeg'], label: 'JPEG 照片', maxSize: 50 * MB },
  { mediaType: 'image/png', extension: 'png', label: 'PNG 图片', maxSize: 50 * MB },
  { mediaType: 'image/tiff', extension: 'tif', others: ['tiff'], label: 'TIFF 扫描件', maxSize: 200 * MB },
  { mediaType: 'video/mp4', extension: 'mp4', label: 'MP4 视频', maxSize: 2048 * MB },
  { mediaType: 'video/vnd.avi', extension: 'avi', label: 'AVI 视频', maxSize: 2048 * MB },
  { mediaType: 'audio/mpeg', extension: 'mp3', label: 'MP3 录音', maxSize: 500 * MB },
  { mediaType: 'audio/wav', extension: 'wav', label: 'WAV 录音', maxSize: 1024 * MB },
  { mediaType: 'text/plain', extension: 'txt', label: '文本文件', maxSize: 10 * MB },
  { mediaType: 'text/csv', extension: 'csv', label: 'CSV 表格', maxSize: 50 * MB },
]

/** `a.PDF` → `pdf`; `''` if there is none. */
export function extensionOf(filename: string): string {
  return /\.([^./\\]+)$/.exec(filename)?.[1]?.toLowerCase() ?? ''
}

/** What a file of this name should turn out to be: for the ticket, before a byte has been seen. */
export function acceptedByName(filename: string): Accepted | undefined {
  const extension = extensionOf(filename)
  return ACCEPTS.find((accepted) => accepted.extension === extension || accepted.others?.includes(extension))
}
