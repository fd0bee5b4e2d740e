import { SearchOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'

const SearchDialog = lazy(() => import('./search-dialog.tsx'))
const MAC = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** Opens the one search box, from anywhere, with Ctrl K or ⌘ K. */
export function useSearch(): { open: () => void; dialog: React.ReactNode } {
  const [opened, setOpened] = useState(false)
  const [shown, setShown] = useState(false)
  const open = () => {
    setOpened(true)
    setShown(true)
  }
  useEffect(() => {
    const pressed = (e: KeyboardEvent) => {
      if (e.key.toLowerCase() !== 'k' || !(e.ctrlKey || e.metaKey) || e.altKey || e.shiftKey) return
      e.preventDefault()
      setOpened(true)
      setShown(true)
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [])
  const dialog = opened && (
    <Suspense>
      <SearchDialog shown={shown} onClose={() => setShown(false)} />
    </Suspense>
  )
  return { open, dialog }
}

export function SearchButton({ onOpen }: { readonly onOpen: () => void }) {
  return (
    <div className="desk-search">
      <Button icon={<SearchOutlined aria-hidden />} onClick={onOpen} aria-keyshortcuts="Control+K Meta+K">
        <span>查找事项:编号尾号、名称、项目代码</span>
        <kbd aria-hidden>{MAC ? '⌘ K' : 'Ctrl K'}</kbd>
      </Button>
    </div>
  )
}
