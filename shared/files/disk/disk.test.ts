import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ulid } from 'ulid'
import { macWith } from '../../signing/mac.ts'
import { filesContract } from '../files.contract.ts'
import { type Disk, openDisk } from './disk.ts'
import { writeMeta } from './meta.ts'
import { folderOf } from './paths.ts'
import { diskRoutes } from './routes.ts'

filesContract('disk', { knowsSha256: true, filesBesideFolders: true }, async () => {
  const root = await mkdtemp(join(tmpdir(), 'wenping-files-'))
  const server = createServer(async (req, res) => {
    if (!(await diskRoutes(disk)(req, res))) res.writeHead(404).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const secret = new Uint8Array(32).fill(7)
  const disk: Disk = openDisk({ root, secret, baseUrl, now: () => new Date(), newId: ulid })
  return {
    files: disk,
    // Its root is another folder: only its tickets are used, and a folder has one owner.
    at: (now) => openDisk({ root: join(root, 'past'), secret, baseUrl, now, newId: ulid }),
    async putOnHold(key, version) {
      const record = join(folderOf(root, 'archive', key), version, 'meta.json')
      const { seal: _, ...meta } = JSON.parse(await readFile(record, 'utf8'))
      await rm(record)
      await writeFile(record, writeMeta(macWith(secret), 'archive', { ...meta, hold: true }))
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await rm(root, { recursive: true })
    },
  }
})
