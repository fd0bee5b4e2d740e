export interface Ticket {
  readonly method: 'PUT' | 'POST'
  readonly url: string
  readonly fields: Readonly<Record<string, string>>
}

/**
 * Brings a file straight to storage by its ticket, telling how far it has come (fetch cannot).
 * @throws Error in plain Chinese; the paper stays announced, so it can be tried again
 */
export function sendFile(ticket: Ticket, file: Blob, onProgress: (share: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(ticket.method, ticket.url)
    for (const [name, value] of Object.entries(ticket.fields)) {
      // The browser itself sets the length, and lets nobody else do it.
      if (name.toLowerCase() !== 'content-length') request.setRequestHeader(name, value)
    }
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total)
    request.onload = () =>
      request.status < 300
        ? resolve()
        : reject(
            new Error(request.status === 403 ? '上传凭证已失效,请点「重新上传」' : '存储没有收下文件,请点「重新上传」'),
          )
    request.onerror = () => reject(new Error('网络中断,文件没有传完,请点「重新上传」'))
    request.send(file)
  })
}
