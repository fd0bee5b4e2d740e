import type { Feature } from '../../shared/feature.ts'
import type { Ports } from '../../shared/ports.ts'
import { http } from './http.ts'

export function compose({
  matters,
  now,
  newId,
  notifier,
}: Pick<Ports, 'matters' | 'now' | 'newId' | 'notifier'>): Feature {
  return { name: 'organs', routes: http({ table: matters, now, newId, notifier }), consumers: [], schedules: [] }
}
