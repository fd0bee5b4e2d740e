import { type ReactNode, useEffect, useRef } from 'react'

/**
 * The heading of a page. It names the tab and takes the focus when the page opens, so that who works by keyboard or
 * by ear knows where the click led.
 */
export function PageHead({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · 稳评工作台`
    // A dialog or a field that already has the focus keeps it.
    if (document.activeElement === document.body || document.activeElement?.closest('nav')) heading.current?.focus()
  }, [title])
  return (
    <div className="page-head">
      <h1 tabIndex={-1} ref={heading}>
        {title}
      </h1>
      {children}
    </div>
  )
}
