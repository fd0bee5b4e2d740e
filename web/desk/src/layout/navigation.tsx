import { Link, useLocation } from 'wouter'
import { useDesk } from '../api/desk.ts'
import { mayUse } from '../pages/may.ts'
import { PAGES } from '../pages/pages.ts'
import { isHere } from './is-here.ts'

/** Left on a wide screen, in the drawer on a phone: what the post acted in may see, as plain links. */
export function Navigation({ onGo }: { readonly onGo?: () => void }) {
  const { post } = useDesk()
  const [here] = useLocation()
  return (
    <ul className="nav-list">
      {PAGES.map(({ nav, path, may, icon: Icon }) => {
        if (!nav || !mayUse(may, post.duty)) return null
        const to = path.split('/:')[0] || '/'
        return (
          <li key={path}>
            <Link href={to} aria-current={isHere(to, here) ? 'page' : undefined} {...(onGo ? { onClick: onGo } : {})}>
              {Icon && <Icon aria-hidden />} {nav}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
