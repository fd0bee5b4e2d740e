import { Refusal } from '../../../shared/kernel/refusal.ts'
import { type Organ, rank } from './organ.ts'

/** People are lent downwards only, within one line: a county's body cannot sign for the city, nor for another county. */
export function demandLendable(lender: Organ, borrower: Organ): void {
  const line = lender.kind === 'government' ? lender.path : lender.path.slice(0, lender.path.lastIndexOf('/'))
  if (rank(lender.level) <= rank(borrower.level) || !borrower.path.startsWith(`${line}/`))
    throw new Refusal('rule', '只能由上级单位向下级单位借出人员')
}
