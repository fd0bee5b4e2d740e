import QRCode from 'qrcode'
import { consumeEach } from '../../shared/events/consumer.ts'
import type { Feature } from '../../shared/feature.ts'
import type { Ports } from '../../shared/ports.ts'
import { publicHttp } from './http/public.ts'
import { staffHttp } from './http/staff.ts'
import { reactionsTo } from './reactions/events.ts'
import { reconcileDue } from './reactions/reconcile-due.ts'
import { rootDays } from './reactions/root-days.ts'

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
        types: Object.keys(reactions),
        table: ports.matters,
        log: ports.log,
        react: async (row) => reactions[String(row.type)]?.(row),
      }),
    ],
    schedules: [
      { name: 'root-days', everyMinutes: 60, run: () => rootDays(ports) },
      // A filer waits for it before the report can be finished.
      { name: 'reconcile-comments', everyMinutes: 1, run: () => reconcileDue(ports) },
    ],
  }
}
