import { Link } from 'wouter'
import { type ListedProject, STANDING_NAMES } from '../../api/routes.ts'

/** How a code stands, and its matters: those that may be read, and with whom the others are filed. */
export function Match({ of }: { readonly of: Pick<ListedProject, 'standing' | 'matters' | 'elsewhere'> }) {
  const { standing, matters, elsewhere } = of
  return (
    <>
      <span className="state">{STANDING_NAMES[standing]}</span>
      {matters.map((matter) => (
        <div key={matter.id}>
          <Link href={`/matters/${matter.id}`}>{matter.title}</Link>
          <div className="quiet">
            <span className="number">{matter.id}</span> · {matter.organName}
            {matter.cancelled && '（已取消）'}
          </div>
        </div>
      ))}
      {elsewhere.map((authority) => (
        <div key={authority} className="quiet">
          由{authority}备案，不在您的管理范围内
        </div>
      ))}
    </>
  )
}
