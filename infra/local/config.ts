import * as z from 'zod'

const Env = z.object({
  /** Where everything is kept. */
  DATA_DIR: z.string().min(1).default('.data'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Address to listen on. With demo accounts the server binds to loopback, whatever is said here. */
  HOST: z.string().min(1).default('127.0.0.1'),
  /** How the public reaches us: printed on receipts and QR codes. */
  PUBLIC_URL: z.url().optional(),
  /** An OIDC issuer (政务统一身份认证, Keycloak). When set there are no demo accounts. */
  OIDC_ISSUER: z.url().optional(),
  OIDC_AUDIENCE: z.string().min(1).default('wenping'),
  /** Where the issuer's keys are, if not at the address its discovery document names. */
  OIDC_JWKS: z.url().optional(),
  /** Days for which commenters' contact data are kept. */
  RETAIN_CONTACT_DAYS: z.coerce.number().int().min(1).max(36_500).default(1095),
  /** Days for which uploads that never became papers (abandoned, quarantined) are kept. */
  RETAIN_INCOMING_DAYS: z.coerce.number().int().min(2).max(3650).default(30),
  OIDC_CLIENT_ID: z.string().min(1).default('desk'),
  /** With a real issuer: `sub` and name of the first administrator, who appoints everybody else. */
  ADMIN_ID: z.string().min(1).optional(),
  ADMIN_NAME: z.string().min(1).default('系统管理员'),
})
export type LocalConfig = z.infer<typeof Env>

/** @throws Error that names the variables which are wrong, never their values */
export function readConfig(env: Readonly<Record<string, string | undefined>>): LocalConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const result = Env.safeParse(given)
  if (result.success) return result.data
  const names = [...new Set(result.error.issues.map((issue) => String(issue.path[0])))]
  throw new Error(`环境变量有误:${names.join('、')}。请对照 README 的「设置」一节修改。`)
}
