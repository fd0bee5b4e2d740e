import type { ReplyOf } from '../../api/call.ts'
import type { comments } from '../../api/routes.ts'

export const BUCKET_NAMES = {
  underReview: '办理中',
  summarised: '已答复',
  grouped: '已归纳',
  withheld: '暂不公开',
  withdrawn: '本人撤回',
} as const

export type Bucket = keyof typeof BUCKET_NAMES

type Balance = ReplyOf<typeof comments.balance>['balance']

/** The sum that always holds: received is where all of them stand. */
export function Numbers({ balance }: { readonly balance: Balance }) {
  const cells = [
    ['收到', balance.received],
    ...Object.entries(BUCKET_NAMES).map(([key, name]) => [name, balance[key as Bucket]] as const),
    ['截止后收到', balance.late],
  ] as const
  return (
    <dl className="numbers">
      {cells.map(([name, n]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="number">{n}</dd>
        </div>
      ))}
    </dl>
  )
}
