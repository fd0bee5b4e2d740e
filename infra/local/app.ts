import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { actorSource } from '../../functions/organs/offers.ts'
import { demoAccounts } from '../../functions/organs/seed/accounts.ts'
import { seedOrgans } from '../../functions/organs/seed/seed.ts'
import { features } from '../../functions/product.ts'
import { compose as composeSite } from '../../functions/site/compose.ts'
import { forPeople } from '../../functions/site/http/pages.ts'
import { Dispatcher } from '../../shared/events/local/dispatcher.ts'
import type { Schedule } from '../../shared/feature.ts'
import { diskRoutes } from '../../shared/files/disk/routes.ts'
import { pipeline } from '../../shared/http/pipeline.ts'
import type { Clock } from '../../shared/kernel/clock.ts'
import { Tries } from '../../shared/observe/each.ts'
import type { Log } from '../../shared/observe/observe.ts'
import { problemPage } from '../../web/site/pages/error.ts'
import { putOpenapi } from '../openapi.ts'
import { type LocalPorts, openPorts } from './ports.ts'
import { httpServer, type Mount } from './server.ts'
import { openSignIn } from './sign-in.ts'
import { deskMount, siteMount } from './static.ts'
import { Timers } from './timers.ts'

export interface AppOptions {
  readonly dir: string
  readonly host: string
  readonly port: number
  readonly now: Clock
  readonly log: Log
  /** Where the public reaches us; the address listened on by default. */
  readonly publicUrl?: string
  /** A real issuer; without one the demo accounts are there. */
  readonly issuer?: { issuer: string; audience: string; jwks?: string; clientId: string }
  /** Days for which things outside the volume are kept. */
  readonly retain?: { readonly contactDays: number; readonly incomingDays: number }
  /** With a real issuer, who appoints the first people. */
  readonly administrator?: { id: string; name: string }
}

export interface App {
  readonly url: string
  readonly ports: LocalPorts
  readonly dispatcher: Dispatcher
  readonly timers: Timers
  readonly server: Server
  /** Takes no new requests, finishes those in hand, then closes the data. */
  stop(): Promise<void>
}

const DESK = join(import.meta.dirname, '../../web/desk/dist')

/** Opens the data, seeds the organs, renders the pages, and listens. The same features, ports and pipeline as on AWS. */
export async function startApp(options: AppOptions): Promise<App> {
  const { dir, host, now, log } = options
  const port = options.port || (await freePort(host))
  const url = options.publicUrl ?? `http://${host === '127.0.0.1' ? 'localhost' : host}:${port}`
  const ports = openPorts({ dir, publicUrl: url, now, log })
  const { administrator } = options
  await seedOrgans({ table: ports.matters, now, demo: !options.issuer, ...(administrator ? { administrator } : {}) })
  const signIn = await openSignIn({ dir, url, log, issuer: options.issuer, accounts: async () => demoAccounts() })
  const retain = options.retain ?? { contactDays: 1095, incomingDays: 30 }
  const all = features(ports, retain)
  const dispatcher = new Dispatcher({ feed: ports.store, consumers: all.flatMap((f) => f.consumers), now, log })
  const own = [purge(ports, retain.incomingDays), describeApi(ports)]
  const timers = new Timers([...all.flatMap((f) => f.schedules), ...own], log, now)
  const routes = [...all.flatMap((f) => f.routes), ...composeSite(signIn.config, ports).routes]
  const actors = actorSource({ table: ports.matters, now })
  const answer = pipeline(routes, {
    verifier: signIn.verifier,
    actors,
    log,
    now,
    errorPage: problemPage,
  })
  const mounts: Mount[] = [
    diskRoutes(ports.files, log),
    ...signIn.mounts,
    deskMount(DESK, new URL(signIn.config.issuer).origin),
    siteMount(ports.files),
  ]
  const server = httpServer(mounts, async (event, context) => forPeople(event, await answer(event, context)), log)
  await timers.runFirst()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  dispatcher.start()
  return {
    url,
    ports,
    dispatcher,
    timers,
    server,
    stop: () =>
      stop(server, timers, dispatcher, () => {
        signIn.close()
        ports.close()
      }),
  }
}

/** Removes what has had its time: expired rows, and uploads that never became papers. */
const purge = (ports: LocalPorts, incomingDays: number) => ({
  name: 'purge-expired',
  everyMinutes: 60,
  run: async () => {
    const tries = new Tries({ log: ports.log, schedule: 'purge-expired' })
    await tries.run(async () => void (await ports.store.purgeExpired()))
    const cutoff = ports.now().getTime() - incomingDays * 86_400_000
    await tries.each(ports.files.list('incoming', ''), async ({ key, version, modifiedAt }) => {
      if (modifiedAt.getTime() < cutoff) await ports.files.destroy('incoming', key, version)
    })
    tries.end()
  },
})

/** `/openapi.json`, as this release answers. */
const describeApi = ({ files }: LocalPorts): Schedule => ({
  name: 'describe-api',
  everyMinutes: 24 * 60,
  first: true,
  run: () => putOpenapi(files),
})

async function stop(server: Server, timers: Timers, dispatcher: Dispatcher, close: () => void): Promise<void> {
  const drained = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  const kill = setTimeout(() => server.closeAllConnections(), 10_000)
  await drained
  clearTimeout(kill)
  await timers.stop()
  await dispatcher.stop()
  close()
}

async function freePort(host: string): Promise<number> {
  const { createServer } = await import('node:net')
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, host, () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
