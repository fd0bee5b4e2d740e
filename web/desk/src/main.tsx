import './baseline.ts'
import './base.css'
import { createRoot } from 'react-dom/client'
import { ulid } from 'ulid'
import { createCall } from './api/call.ts'
import { ApiError } from './api/problem.ts'
import { pause } from './api/retry.ts'
import { organs } from './api/routes.ts'
import { type SignedIn, signIn, signOut } from './auth/sign-in.ts'
import { firstPost, rememberedPost, rememberPost } from './layout/post-choice.ts'
import { DraftStore } from './pieces/draft-store.ts'
import { Trouble } from './trouble.tsx'

const root = createRoot(document.getElementById('root') as HTMLElement)

/** Signs in, asks who this is, and draws the desk. The desk's code is fetched meanwhile. */
async function start(): Promise<void> {
  const app = import('./app.tsx')
  app.catch(() => undefined) // told below, when it is waited for
  const signedIn = await signIn()
  if (!signedIn) return
  try {
    const { config, issuer, session } = signedIn
    let acting: string | undefined
    const call = createCall({
      fetch: (url, init) => fetch(url, init),
      token: session.token,
      post: () => acting,
      newKey: ulid,
      pause,
      random: Math.random,
      ...(import.meta.env.DEV
        ? { onOddReply: (r, problem) => console.error('reply not as in the contract:', r.path, problem) }
        : {}),
    })
    const me = await call(organs.me, {})
    const first = firstPost(me, rememberedPost(me.account))
    acting = first.post
    new DraftStore(localStorage).sweep(Date.now())
    const { App } = await app
    root.render(
      <App
        desk={{ call, session, issuer, demo: config.demo, me }}
        firstPost={first}
        onPost={(post) => {
          acting = post.post
          rememberPost(me.account, post.post)
        }}
      />,
    )
  } catch (error) {
    fail(error, signedIn)
  }
}

function fail(error: unknown, signedIn?: SignedIn): void {
  const message =
    error instanceof Error && /\p{Script=Han}/u.test(error.message) ? error.message : '请检查网络,然后再试一次'
  // Who has no post needs another account, not another try.
  const other = error instanceof ApiError && error.code === 'forbidden' ? signedIn : undefined
  root.render(<Trouble message={message} onOther={other && (() => signOut(other.issuer))} />)
}

start().catch((error: unknown) => fail(error))
