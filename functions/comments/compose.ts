import QRCode from 'qrcode'
import { consumeEach } from '../../shared/events/consumer.ts'
import type { Feature } from '../../shared/feature.ts'
import type { Ports } from '../../shared/ports.ts'
import { publicHttp } from './http/public.ts'
import { staffHttp } from './http/staff.ts'
import { reactionsTo } from './reactions/events.ts'
import { reconcileDue } from './reactions/reconcile-due.ts'
import { rootDays } from './reactions/root-days.ts'
import { HEARD, RECONCILE_COMMENTS, ROOT_DAYS } from './reactions/triggers.ts'

type Needs = Pick<
  Ports,
  'notifier' | 'matters' | 'identities' | 'mac' | 'signer' | 'sealer' | 'now' | 'newId' | 'log' | 'publicUrl'
>

/** How long contact data are kept unless an installation says otherwise [D]: three years, as 个人信息处理记录 are. */
export const CONTACT_DAYS = 1095

export function compose(ports: Needs, contactDays = CONTACT_DAYS): Feature {
  const qr = (text: string) => QRCode.toString(text, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
  const reactions = reactionsTo(ports)
  return {
    name: 'comments',
    routes: [...publicHttp({ ...ports, qr, contactDays }), ...staffHttp(ports)],
    consumers: [
      consumeEach({
        name: 'comments',
        types: HEARD,
        table: ports.matters,
        log: ports.log,
        react: async (row) => reactions[row.type as (typeof HEARD)[number]]?.(row),
      }),
    ],
    schedules: [
      { ...ROOT_DAYS, run: () => rootDays(ports) },
      { ...RECONCILE_COMMENTS, run: () => reconcileDue(ports) },
    ],
  }
}
