import type { Write } from '../../shared/table/table.ts'
import type { Notice } from '../notices/offers.ts'
import { reconcilingWrite } from './store.ts'

export { opinionsOf } from './reads/opinions.ts'

/** What ending a call for opinions begins: its comments are compared, and only then may the report be finished. */
export const toReconcile = (notice: Notice): Write[] => [reconcilingWrite(notice)]
