import { keepPreviousData, QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { ulid } from 'ulid'
import type { Route } from '../../../../shared/http/route.ts'
import { ActionKey } from './action-key.ts'
import type { InputOf, ReplyOf } from './call.ts'
import { useDesk } from './desk.ts'
import { useHeld } from './hold.ts'
import type { ApiError } from './problem.ts'

/** The client itself retries and says what failed, so the cache does neither, and never waits in silence off line. */
export function createCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, networkMode: 'always', refetchOnReconnect: true, staleTime: 10_000 },
    },
  })
}

/** What a page asks for. */
export interface ReadOptions {
  /** False while there is nothing to ask yet. */
  readonly when?: boolean
  /** Asks again after so many seconds, while the page is looked at. */
  readonly everySeconds?: number
  /** Keeps the last answer on the screen while the next is on its way: for filters and searches. */
  readonly keepLast?: boolean
}

/** Reads a route as the post now acted in. Give the result to `PageState`. */
export function useRead<T extends Route>(route: T, input: InputOf<T>, options: ReadOptions = {}) {
  const { call, post } = useDesk()
  const { when = true, everySeconds, keepLast = false } = options
  const held = useHeld()
  return useQuery<ReplyOf<T>, ApiError>({
    queryKey: [post.post, route.path, input],
    queryFn: ({ signal }) => call(route, input, { signal }),
    enabled: when,
    refetchInterval: everySeconds === undefined || held ? false : everySeconds * 1000,
    refetchOnWindowFocus: !held,
    refetchOnReconnect: !held,
    ...(keepLast ? { placeholderData: keepPreviousData } : {}),
  })
}

export type Read<T> = Pick<
  ReturnType<typeof useQuery<T, ApiError>>,
  'data' | 'error' | 'isFetching' | 'refetch' | 'dataUpdatedAt'
>

export interface Command<T extends Route> {
  /** Does it. Pressed again while it runs, it is the same action; sent again after no answer, it has the same key. */
  readonly run: (input: InputOf<T>) => Promise<ReplyOf<T>>
  readonly running: boolean
}

/** A command of a person: keyed, safe to press twice; when it is done, whatever is on the screen is read afresh. */
export function useCommand<T extends Route>(route: T): Command<T> {
  const { call } = useDesk()
  const cache = useQueryClient()
  const key = useRef<ActionKey>(undefined)
  const open = useRef<Promise<ReplyOf<T>>>(undefined)
  const [running, setRunning] = useState(false)

  const run = useCallback(
    (input: InputOf<T>) => {
      if (open.current) return open.current
      key.current ??= new ActionKey(ulid)
      const action = key.current
      setRunning(true)
      open.current = call(route, input, { key: action.of(input) })
        .then(
          (reply) => {
            action.succeeded()
            void cache.invalidateQueries()
            return reply
          },
          (error: unknown) => {
            action.failed(error)
            throw error
          },
        )
        .finally(() => {
          open.current = undefined
          setRunning(false)
        })
      return open.current
    },
    [call, cache, route],
  )
  return { run, running }
}
