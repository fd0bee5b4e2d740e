import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Files } from '../shared/files/files.ts'
import { s3Client } from '../shared/files/s3/client.ts'
import { openS3 } from '../shared/files/s3/s3.ts'
import { MEDIA_TYPES } from '../shared/http/served.ts'
import { sha256 } from '../shared/signing/hash.ts'
import { buildDesk, deskIsFresh } from '../web/desk/build.ts'
import { putOpenapi } from './openapi.ts'

const DIST = join(import.meta.dirname, '../web/desk/dist')

/**
 * Puts the built desk under `desk/`: its hashed assets first and the page that names them last, so that nobody is given
 * a page whose assets are not there yet. Assets of the version before stay, for whoever has it open.
 * @param files whose space `site` is the desk's bucket
 * @returns how many files there are
 */
export async function deployDesk(files: Pick<Files, 'put'>, dist: string): Promise<number> {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dist.length + 1))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')))
  const isPage = (path: string) => Number(extname(path) === '.html')
  for (const path of paths.sort((a, b) => isPage(a) - isPage(b))) {
    const content = await readFile(join(dist, path))
    const contentType = MEDIA_TYPES[extname(path)] ?? 'application/octet-stream'
    await files.put('site', `desk/${path}`, content, { contentType, sha256: sha256(content) })
  }
  return paths.length
}

if (import.meta.main) {
  const [desk, site] = process.argv.slice(2)
  if (!desk || !site) throw new Error('npm run deploy:desk -- <DeskBucket> <SiteBucket> (outputs of the data stack)')
  if (!(await deskIsFresh())) await buildDesk()
  const client = s3Client()
  const filesIn = (bucket: string) =>
    openS3({ client, buckets: { site: bucket, incoming: bucket, archive: bucket }, now: () => new Date() })
  await putOpenapi(filesIn(site))
  console.log(`openapi.json in ${site}, ${await deployDesk(filesIn(desk), DIST)} files in ${desk}`)
}
