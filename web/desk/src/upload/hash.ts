import { sha256 } from '@noble/hashes/sha2.js'

/** Bytes hashed before the screen gets its turn. */
const CHUNK = 2 * 1024 * 1024

/**
 * SHA-256 of a file in lower-case hex, read piece by piece: a film of two gigabytes neither fills the memory nor
 * freezes the page. (`crypto.subtle` can only take a whole file at once.)
 * @param onProgress share done, 0 to 1
 */
export async function hashFile(file: Blob, onProgress: (share: number) => void = () => {}): Promise<string> {
  const hash = sha256.create()
  for (let at = 0; at < file.size; at += CHUNK) {
    hash.update(new Uint8Array(await file.slice(at, at + CHUNK).arrayBuffer()))
    onProgress(Math.min(1, (at + CHUNK) / file.size))
    await new Promise((resolve) => setTimeout(resolve))
  }
  return [...hash.digest()].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
