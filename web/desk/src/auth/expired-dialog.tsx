import { Alert, Button, Modal } from 'antd'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useDesk } from '../api/desk.ts'
import { goToIssuer, signInByPopup } from './sign-in.ts'

/** What went wrong in signing in again; `blocked`: the browser allows no pop-up, so this page has to go there itself. */
type Trouble = 'blocked' | 'failed' | 'other-person'

const WORDS: Readonly<Record<Trouble, string>> = {
  blocked: '浏览器拦住了登录窗口。可以在本页登录:草稿已存在本机,登录后自动恢复。',
  failed: '登录没有完成,请再试一次,或在本页登录。',
  'other-person': '刚才登录的是另一个人。为了不把一个人的事记在另一个人名下,等待中的操作没有发送。请用原来的账号登录。',
}

/** Over everything when the session is over: what was typed stays, requests wait, and go on after signing in. */
export function ExpiredDialog() {
  const { session, me } = useDesk()
  const state = useSyncExternalStore(session.watch, session.state)
  const { busy, trouble, byPopup, here } = useSignInAgain()

  if (state === 'declined') return <Declined onAsk={session.ask} />
  return (
    <Modal
      open={state === 'expired'}
      title="登录已过期"
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={[
        <Button key="look" onClick={session.decline}>
          先看看页面
        </Button>,
        <Button key="here" onClick={here}>
          在本页登录
        </Button>,
        <Button key="popup" type="primary" autoFocus onClick={() => void byPopup()}>
          {busy ? '重新打开登录窗口' : '重新登录'}
        </Button>,
      ]}
    >
      <p>请{me.name}重新登录。您填写的内容没有丢,登录后接着办,不用重填,刚才的操作会自动继续。</p>
      {busy && !trouble && <p role="status">请在弹出的窗口里登录。</p>}
      {trouble && <Alert type="warning" showIcon title={WORDS[trouble]} />}
    </Modal>
  )
}

/** Signing in again: in a pop-up, so that this page stays as it is, or in this page where the browser allows no pop-up. */
function useSignInAgain() {
  const { session, issuer } = useDesk()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Trouble>()
  const stop = useRef<AbortController>(undefined)
  useEffect(() => () => stop.current?.abort(), [])

  const byPopup = async () => {
    stop.current?.abort()
    const control = new AbortController()
    stop.current = control
    setTrouble(undefined)
    setBusy(true)
    try {
      const tokens = await signInByPopup(issuer, control.signal)
      if (!tokens) setTrouble('blocked')
      else if (session.signedIn(tokens) === 'other-person') setTrouble('other-person')
    } catch {
      // Replaced by a second click, or the dialog went: nobody waits for this one.
      if (!control.signal.aborted) setTrouble('failed')
    } finally {
      if (stop.current === control) setBusy(false)
    }
  }
  const here = () =>
    void goToIssuer(issuer, location.pathname + location.search + location.hash).catch(() => setTrouble('failed'))
  return { busy, trouble, byPopup, here }
}

/** The way back to signing in, for somebody who looks at the page first. */
function Declined({ onAsk }: { readonly onAsk: () => void }) {
  return (
    <Alert
      banner
      type="warning"
      title="登录已过期,现在不能读取和发送。填写的内容已存在本机。"
      action={
        <Button type="primary" onClick={onAsk}>
          重新登录
        </Button>
      }
    />
  )
}
