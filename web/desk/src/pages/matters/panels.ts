import type { ComponentType } from 'react'
import type { MatterView } from '../../api/routes.ts'
import { Documents } from './documents.tsx'
import { Facts } from './facts.tsx'
import { FilingActs } from './filing-acts.tsx'
import { FilingForm } from './filing-form.tsx'
import { NoticeActs, Notices } from './notices.tsx'
import { Record } from './record.tsx'
import { Stamps } from './stamps.tsx'

type OfMatter = ComponentType<{ readonly matter: MatterView }>

interface Panel {
  /** Where `#…` in an address leads. */
  readonly id: string
  readonly name: string
  readonly view: OfMatter
  /** Its buttons under 「下一步」. */
  readonly acts?: OfMatter
}

/** What the page of a matter shows, from top to bottom. To join it: a file in the feature's folder, and a line here. */
export const PANELS: readonly Panel[] = [
  { id: 'facts', name: '概况', view: Facts },
  { id: 'notices', name: '公示与意见', view: Notices, acts: NoticeActs },
  { id: 'documents', name: '台账', view: Documents },
  { id: 'form', name: '报备表', view: FilingForm, acts: FilingActs },
  { id: 'stamps', name: '签章', view: Stamps },
  { id: 'record', name: '记录', view: Record },
]
