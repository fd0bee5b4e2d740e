import type { DeskConfig } from './config.ts'
import { readConfig } from './config.ts'
import { Issuer, type Pending } from './issuer.ts'
import { keepPending, keepRefresh, keptRefresh, takePending } from './kept.ts'
import { Session } from './session.ts'
import type { Tokens } from './tokens.ts'

/** Before the state of a sign-in in a pop-up: a window's name does not survive the way through the issuer. */
export const POPUP_MARK = 'popup.'
const CHANNEL = 'desk.sign-in'
const CALLBACK = '/desk/callback'

export interface SignedIn {
  readonly config: DeskConfig
  readonly issuer: Issuer
  readonly session: Session
}

/**
 * Signs in before anything is drawn: takes up the session of this tab, finishes a sign-in that comes back from the
 * issuer, or goes there. @returns undefined when the browser is leaving the page. @throws Error in plain Chinese
 */
export async function signIn(): Promise<SignedIn | undefined> {
  const here = new URL(location.href)
  if (here.pathname === CALLBACK && here.searchParams.get('state')?.startsWith(POPUP_MARK)) {
    answerOpener(here.href)
    return undefined
  }
  const config = await readConfig()
  const issuer = await Issuer.discover(config, location.origin).catch(() => {
    throw new Error('连不上登录服务,请稍后重试')
  })
  const tokens = here.pathname === CALLBACK ? await comeBack(issuer, here) : await takeUp(issuer)
  if (!tokens) {
    await goToIssuer(issuer, here.pathname === CALLBACK ? '/desk/' : here.pathname + here.search + here.hash)
    return undefined
  }
  const renew = (refresh: string, subject: string) => issuer.renew(refresh, subject, Date.now())
  return { config, issuer, session: new Session({ now: Date.now, renew, keep: keepRefresh }, tokens) }
}

/** Leaves for the issuer's page; drafts are in localStorage by then. */
export async function goToIssuer(issuer: Issuer, returnTo: string): Promise<void> {
  const { url, pending } = await issuer.begin(returnTo)
  keepPending(pending)
  location.replace(url)
}

async function comeBack(issuer: Issuer, here: URL): Promise<Tokens | undefined> {
  const pending = takePending()
  if (!pending) return undefined // a reload of the callback, or a bookmark of it: sign in afresh
  const tokens = await issuer.finish(here.href, pending, Date.now()).catch(() => {
    throw new Error('登录没有完成,可能是等待过久或取消了登录。请重新登录')
  })
  history.replaceState(null, '', pending.returnTo)
  return tokens
}

async function takeUp(issuer: Issuer): Promise<Tokens | undefined> {
  const kept = keptRefresh()
  if (!kept) return undefined
  return issuer.renew(kept.refresh, kept.subject, Date.now()).catch(() => {
    throw new Error('连不上登录服务,请稍后重试')
  })
}

/** In the pop-up: tells the tab that opened it, by channel, since the issuer's page may have cut the opener off. */
function answerOpener(href: string): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage(href)
  channel.close()
  window.close()
}

/**
 * Signs in again in a pop-up, while this tab keeps what was typed. Call it straight from a click.
 * @param signal ends the waiting, when the person turns elsewhere
 * @returns undefined when the browser blocks pop-ups
 */
export async function signInByPopup(issuer: Issuer, signal: AbortSignal): Promise<Tokens | undefined> {
  // Opened at once, before any wait: a browser allows a pop-up only as the answer to a click.
  const popup = window.open('', '_blank', 'popup,width=480,height=680')
  if (!popup) return undefined
  const { url, pending } = await issuer.begin('/desk/', POPUP_MARK)
  const answer = answerTo(pending, signal)
  popup.location.replace(url)
  try {
    return await issuer.finish(await answer, pending, Date.now())
  } finally {
    popup.close()
  }
}

function answerTo(pending: Pending, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const channel = new BroadcastChannel(CHANNEL)
    const end = () => {
      channel.close()
      reject(signal.reason)
    }
    signal.addEventListener('abort', end, { once: true })
    channel.onmessage = ({ data }) => {
      // Every tab hears every answer; a code is of use only to the one that holds its verifier.
      if (typeof data !== 'string' || new URL(data).searchParams.get('state') !== pending.state) return
      signal.removeEventListener('abort', end)
      channel.close()
      resolve(data)
    }
  })
}

/** Signs out here and at the issuer. Drafts stay on this machine, under the account. */
export function signOut(issuer: Issuer): void {
  keepRefresh(undefined)
  location.replace(issuer.endUrl(`${location.origin}/desk/`) ?? '/')
}
