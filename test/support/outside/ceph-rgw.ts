import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { answers, CACHE, freePort, installed, type Running, Server, step } from './process.ts'

/** What Debian calls the parts of Ceph that an S3 endpoint needs. */
const PACKAGES = ['radosgw', 'ceph-mon', 'ceph-osd', 'ceph-common']

/** One monitor, one OSD in memory, one gateway, all on loopback: a whole Ceph that is gone when it stops. */
function configuration(folder: string, monitor: number, gateway: number, cluster: string): string {
  return `
[global]
fsid = ${cluster}
mon host = v1:127.0.0.1:${monitor}
public addr = 127.0.0.1
public network = 127.0.0.0/8
ms bind msgr2 = false
auth cluster required = none
auth service required = none
auth client required = none
run dir = ${folder}/run
log file = ${folder}/$name.log
admin socket = ${folder}/run/$name.asok
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 2
osd pool default pgp num = 2
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
# A full disk on the developer's machine is no reason to refuse: nothing is kept on it.
mon data avail warn = 1
mon data avail crit = 1
[mon.a]
mon data = ${folder}/mon
[osd.0]
osd data = ${folder}/osd
osd objectstore = memstore
memstore device bytes = 2147483648
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:${gateway}
rgw crypt require ssl = false
`
}

/** A whole cluster comes up in seconds, and on a busy machine now and then does not: it is begun anew once. */
export async function startCephRgw(user: { accessKey: string; secretKey: string }): Promise<Running> {
  try {
    return await bringUp(user)
  } catch {
    return bringUp(user)
  }
}

/** Ceph's own gateway checks signatures, POST policies, conditions and Object Lock as S3 does. */
async function bringUp(user: { accessKey: string; secretKey: string }): Promise<Running> {
  if (!installed('radosgw')) {
    step('apt-get', 'install', '-y', '--no-install-recommends', ...PACKAGES)
  }
  const folder = join(CACHE, 'ceph')
  rmSync(folder, { recursive: true, force: true })
  for (const part of ['mon', 'osd', 'run']) mkdirSync(join(folder, part), { recursive: true })
  const [monitor, gateway, cluster] = [await freePort(), await freePort(), randomUUID()]
  const file = join(folder, 'ceph.conf')
  writeFileSync(file, configuration(folder, monitor, gateway, cluster))
  const conf = ['-c', file]

  const running: Server[] = []
  const stop = async () => {
    for (const server of running.toReversed()) await server.stop()
  }
  const start = (name: string, ...args: string[]) => {
    const server = new Server(name, name, [...args, ...conf, '-f'])
    running.push(server)
    return server
  }
  try {
    const map = join(folder, 'monmap')
    step('monmaptool', '--create', '--fsid', cluster, '--addv', 'a', `[v1:127.0.0.1:${monitor}]`, map)
    step('ceph-mon', ...conf, '-i', 'a', '--mkfs', '--monmap', map)
    const mon = start('ceph-mon', '-i', 'a')
    const ceph = (...args: string[]) => step('ceph', ...conf, '--connect-timeout', '30', ...args)
    await mon.ready(() => ceph('mon', 'stat').includes('quorum 0 a'))

    // The monitor knows the OSD by this id; with any other the OSD boots for ever.
    const osdId = randomUUID()
    ceph('osd', 'new', osdId)
    step('ceph-osd', ...conf, '-i', '0', '--mkfs', '--osd-uuid', osdId)
    const osd = start('ceph-osd', '-i', '0')
    await osd.ready(() => ceph('osd', 'stat').includes('1 up'))

    const endpoint = `http://127.0.0.1:${gateway}`
    const rgw = start('radosgw', '-n', 'client.rgw')
    await rgw.ready(() => answers(endpoint), 120)
    const keys = ['--access-key', user.accessKey, '--secret-key', user.secretKey]
    step(
      'radosgw-admin',
      ...conf,
      '-n',
      'client.rgw',
      'user',
      'create',
      '--uid',
      'tests',
      '--display-name',
      'tests',
      ...keys,
    )
    return { env: { S3_ENDPOINT: endpoint }, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
