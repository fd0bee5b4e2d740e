import { Input, type InputRef, Modal } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useRead } from '../api/hooks.ts'
import { type MatterRow, matters } from '../api/routes.ts'
import { MatterLine } from '../pieces/matter-line.tsx'
import { PageState } from '../pieces/page-state.tsx'

/** Milliseconds without a stroke before it asks: shorter would ask for every letter of a pinyin. */
const QUIET_MS = 200

interface SearchDialogProps {
  readonly shown: boolean
  readonly onClose: () => void
}

/** One box for everything: number tail, part of a name, project code → state, in whose hands, since when, next step. */
export default function SearchDialog({ shown, onClose }: SearchDialogProps) {
  const input = useRef<InputRef>(null)
  return (
    <Modal
      open={shown}
      onCancel={onClose}
      footer={null}
      title="查找事项"
      width={720}
      destroyOnHidden
      style={{ top: 64 }}
      afterOpenChange={(open) => open && input.current?.focus()}
    >
      <SearchBox input={input} onGo={onClose} />
    </Modal>
  )
}

function SearchBox({ input, onGo }: { input: React.Ref<InputRef>; onGo: () => void }) {
  const [, go] = useLocation()
  const search = useSearch()
  const { typed, setTyped, at, setAt, found } = search

  const open = (matter: MatterRow | undefined) => {
    if (!matter) return
    onGo()
    go(`/matters/${matter.id}`)
  }
  const pressed = (e: KeyboardEvent) => {
    // Enter that ends a pinyin is no wish to open anything.
    if (e.nativeEvent.isComposing) return
    if (e.key === 'Enter') open(found[at])
    else if (e.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1))
    else if (e.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else return
    e.preventDefault()
  }

  return (
    <>
      <Input
        ref={input}
        size="large"
        maxLength={100}
        placeholder="编号尾号、名称的一部分,或项目代码"
        value={typed}
        onChange={(e) => setTyped(e.target.value)}
        onKeyDown={pressed}
        role="combobox"
        aria-label="查找事项"
        aria-expanded={found.length > 0}
        aria-controls="found"
        aria-autocomplete="list"
        aria-activedescendant={found[at] ? `found-${at}` : undefined}
      />
      <Hits search={search} onOpen={open} />
    </>
  )
}

/** Asks for what is typed once the typing rests; `at` is the one that Enter opens. */
function useSearch() {
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  const [at, setAt] = useState(0)
  const read = useRead(matters.search, { query: { q: asked } }, { when: asked !== '', keepLast: true })
  const found = asked === '' ? [] : (read.data?.matters ?? [])

  useEffect(() => {
    const timer = setTimeout(() => {
      setAsked(typed.trim())
      setAt(0)
    }, QUIET_MS)
    return () => clearTimeout(timer)
  }, [typed])

  return { typed, setTyped, asked, at, setAt, read, found }
}

interface HitsProps {
  readonly search: ReturnType<typeof useSearch>
  readonly onOpen: (matter: MatterRow) => void
}

/** What to type, as long as nothing is; then what was found. */
function Hits({ search: { asked, read, at, setAt }, onOpen }: HitsProps) {
  return (
    <div className="found">
      {asked === '' ? (
        <p className="quiet">例如编号的最后几位「0007」,或名称里的「道路拓宽」。只查您管理范围内的事项。</p>
      ) : (
        <PageState
          read={read}
          what="查找结果"
          shape="list"
          empty={{
            when: (d) => d.matters.length === 0,
            title: '没有找到',
            how: '换几个字,或只写编号的最后几位。别的单位的事项不在这里。',
          }}
        >
          {({ matters, more }) => <Found matters={matters} more={more} at={at} onAt={setAt} onOpen={onOpen} />}
        </PageState>
      )}
    </div>
  )
}

interface FoundProps {
  readonly matters: readonly MatterRow[]
  readonly more: boolean
  readonly at: number
  readonly onAt: (at: number) => void
  readonly onOpen: (matter: MatterRow) => void
}

function Found({ matters, more, at, onAt, onOpen }: FoundProps) {
  return (
    <>
      <div className="rows options" id="found" role="listbox" aria-label="查找结果">
        {matters.map((matter, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are taken by the box that has the focus
          <div
            key={matter.id}
            id={`found-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === at}
            onMouseMove={() => onAt(i)}
            onClick={() => onOpen(matter)}
          >
            <MatterLine matter={matter} />
          </div>
        ))}
      </div>
      {more && <p className="quiet">还有更多,请多写几个字。</p>}
    </>
  )
}
