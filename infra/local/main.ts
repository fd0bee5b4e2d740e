import { openLog } from '../../shared/observe/log.ts'
import { StoreUnusable } from '../../shared/table/sqlite/unusable.ts'
import { buildDesk, deskIsFresh } from '../../web/desk/build.ts'
import { startApp } from './app.ts'
import { readConfig } from './config.ts'
import { demoBinding } from './oidc/binding.ts'

/** `npm start`: the whole product on one machine. */
async function main(): Promise<void> {
  const env = readConfig(process.env)
  const issuer = env.OIDC_ISSUER
    ? {
        issuer: env.OIDC_ISSUER,
        audience: env.OIDC_AUDIENCE,
        clientId: env.OIDC_CLIENT_ID,
        ...(env.OIDC_JWKS ? { jwks: env.OIDC_JWKS } : {}),
      }
    : undefined
  const host = issuer ? env.HOST : demoBinding(env.HOST).host
  if (!(await deskIsFresh())) {
    console.log('正在构建工作台页面(只在第一次或更新后需要)……')
    await buildDesk()
  }
  const log = openLog('wenping')
  const app = await startApp({
    dir: env.DATA_DIR,
    host,
    port: env.PORT,
    now: () => new Date(),
    log,
    retain: { contactDays: env.RETAIN_CONTACT_DAYS, incomingDays: env.RETAIN_INCOMING_DAYS },
    ...(env.PUBLIC_URL ? { publicUrl: env.PUBLIC_URL.replace(/\/$/, '') } : {}),
    ...(issuer ? { issuer } : {}),
    ...(issuer && env.ADMIN_ID ? { administrator: { id: env.ADMIN_ID, name: env.ADMIN_NAME } } : {}),
  })
  app.timers.start()
  console.log(`稳评已启动:${app.url}/  (工作台 ${app.url}/desk/,数据在 ${env.DATA_DIR},按 Ctrl+C 停止)`)
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      log.info('DRAINING')
      void app.stop().then(() => {
        log.info('STOPPED')
        process.exit(0)
      })
    })
  }
}

main().catch((error) => {
  const known = error instanceof StoreUnusable || (error instanceof Error && /\p{Script=Han}/u.test(error.message))
  console.error(known ? (error as Error).message : error)
  process.exit(1)
})
