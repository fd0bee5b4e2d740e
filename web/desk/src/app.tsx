import { QueryClientProvider } from '@tanstack/react-query'
import { App as AntApp, ConfigProvider } from 'antd'
import { Suspense, useMemo, useState } from 'react'
import { Route, Router, Switch, useLocation } from 'wouter'
import { type Desk, DeskContext, useDesk } from './api/desk.ts'
import { createCache } from './api/hooks.ts'
import type { MyPost } from './api/routes.ts'
import { Frame } from './layout/frame.tsx'
import { chinese } from './locale.ts'
import { Broken } from './pages/broken.tsx'
import { mayUse } from './pages/may.ts'
import NoRight from './pages/no-right.tsx'
import NotFound from './pages/not-found.tsx'
import { PAGES, type Page } from './pages/pages.ts'
import { Shape } from './pieces/shape.tsx'
import './pieces/pieces.css'
import { theme } from './theme.ts'

interface AppProps {
  readonly desk: Omit<Desk, 'post' | 'choosePost'>
  readonly firstPost: MyPost
  /** Told before anything is read in the new post. */
  readonly onPost: (post: MyPost) => void
}

/** The desk of one person who is signed in. */
export function App({ desk, firstPost, onPost }: AppProps) {
  const [cache] = useState(createCache)
  const [post, setPost] = useState(firstPost)
  const whole = useMemo<Desk>(() => {
    const choosePost = (id: string) => {
      const next = desk.me.posts.find((p) => p.post === id && p.acts)
      if (!next) return
      onPost(next)
      setPost(next)
    }
    return { ...desk, post, choosePost }
  }, [desk, post, onPost])
  return (
    <ConfigProvider locale={chinese} theme={theme} button={{ autoInsertSpace: false }}>
      <AntApp component={false}>
        <QueryClientProvider client={cache}>
          <DeskContext value={whole}>
            <Router base="/desk">
              <Frame>
                <Pages />
              </Frame>
            </Router>
          </DeskContext>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  )
}

function Pages() {
  const [here] = useLocation()
  return (
    <Broken at={here}>
      <Suspense fallback={<Shape of="text" what="页面" />}>
        <Switch>
          {PAGES.map((page) => (
            <Route key={page.path} path={page.path}>
              <Guarded page={page} />
            </Route>
          ))}
          <Route>
            <NotFound />
          </Route>
        </Switch>
      </Suspense>
    </Broken>
  )
}

function Guarded({ page }: { page: Page }) {
  const { post } = useDesk()
  // A page begins afresh in another post: nothing of the one is shown, or sent, in the other.
  return mayUse(page.may, post.duty) ? <page.view key={post.post} /> : <NoRight may={page.may} />
}
