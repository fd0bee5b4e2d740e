/** Demo accounts need no password: whoever can reach the server is anybody. So only this machine may. */
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost'])

/**
 * The address to listen on while the demo accounts are there.
 * @param wanted what the operator asked for, if anything
 * @throws Error in plain Chinese when that is reachable from outside
 */
export function demoBinding(wanted?: string): { readonly host: string } {
  if (wanted === undefined || wanted === '') return { host: '127.0.0.1' }
  if (LOOPBACK.has(wanted)) return { host: wanted }
  throw new Error(
    '演示账号登录不用密码,只能在本机使用,不能对外监听。要让别的机器访问,请用 OIDC_ISSUER 接入统一身份认证,并关闭演示数据。',
  )
}
