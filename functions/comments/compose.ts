import QRCode from 'qrcode'
import { consumeEach } from '../../shared/events/consumer.ts'
import type { Feature } from '../../shared/feature.ts'
import type { Ports } from '../../shared/ports.ts'
import { onRow } from './commands/count.ts'
import { rootDays } from './commands/root.ts'
import { publicHttp } from './http-public.ts'
import { staffHttp } from './http-staff.ts'

type Needs = Pick<Ports, 'matters' | 'identities' | 'mac' | 'signer' | 'sealer' | 'now' | 'newId' | 'log' | 'publicUrl'>

export function compose(ports: Needs): Feature {
  const qr = (text: string) => QRCode.toString(text, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
  return {
    name: 'comments',
    routes: [...publicHttp({ ...ports, qr }), ...staffHttp(ports)],
    consumers: [
      consumeEach({
        name: 'comments',
        types: ['comments.received', 'comments.withdrawn'],
        table: ports.matters,
        log: ports.log,
        react: (row) => onRow(ports, row),
      }),
    ],
    schedules: [{ name: 'root-days', everyMinutes: 60, run: () => rootDays(ports) }],
  }
}
