import {
  AuditOutlined,
  BankOutlined,
  CheckSquareOutlined,
  CommentOutlined,
  FileTextOutlined,
  FolderOutlined,
} from '@ant-design/icons'
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { May } from '../../../../shared/http/route.ts'
import { archive, comments, coverage, filing, matters, organs, readInbox } from '../api/routes.ts'

export interface Page {
  /** Under `/desk`, as wouter writes it: `/matters/:matter`; `:organ?` where the page also stands without. */
  readonly path: string
  /** Its word in the navigation; absent for pages that are reached from others. */
  readonly nav?: string
  readonly icon?: ComponentType<{ 'aria-hidden': true }>
  /** Who may open it: take it from the route that the page reads, so that the two cannot differ. */
  readonly may: May
  readonly view: LazyExoticComponent<ComponentType>
}

/** Every page of the desk, in the order of the navigation. To add one: a file in its folder, and a line here. */
export const PAGES: readonly Page[] = [
  { path: '/', nav: '待办', icon: CheckSquareOutlined, may: matters.todo.may, view: lazy(() => import('./todo.tsx')) },
  {
    path: '/matters',
    nav: '事项',
    icon: FileTextOutlined,
    may: matters.list.may,
    view: lazy(() => import('./matters/list.tsx')),
  },
  { path: '/matters/new', may: matters.register.may, view: lazy(() => import('./matters/register.tsx')) },
  { path: '/matters/:matter', may: filing.read.may, view: lazy(() => import('./matters/matter.tsx')) },
  { path: '/matters/:matter/print', may: filing.read.may, view: lazy(() => import('./matters/print.tsx')) },
  {
    path: '/matters/:matter/catalogue',
    may: archive.catalogue.may,
    view: lazy(() => import('./matters/print-catalogue.tsx')),
  },
  {
    path: '/comments',
    nav: '意见办理',
    icon: CommentOutlined,
    may: comments.answer.may,
    view: lazy(() => import('./comments/todo.tsx')),
  },
  { path: '/comments/:matter', may: comments.list.may, view: lazy(() => import('./comments/matter-comments.tsx')) },
  {
    path: '/archive',
    nav: '台账',
    icon: FolderOutlined,
    may: matters.list.may,
    view: lazy(() => import('./archive.tsx')),
  },
  {
    path: '/coverage',
    nav: '覆盖核对',
    icon: AuditOutlined,
    may: coverage.project.may,
    view: lazy(() => import('./coverage/coverage.tsx')),
  },
  {
    path: '/organs/:organ?',
    nav: '单位',
    icon: BankOutlined,
    may: organs.organs.may,
    view: lazy(() => import('./organs/organs.tsx')),
  },
  { path: '/sealed', may: comments.sealed.may, view: lazy(() => import('./sealed.tsx')) },
  { path: '/inbox', may: readInbox.may, view: lazy(() => import('./inbox.tsx')) },
]
