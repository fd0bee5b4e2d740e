import type { Ports } from '../../shared/ports.ts'
import type { MatterDeps } from '../matters/offers.ts'
import type { Published } from './others.ts'

export interface Deps extends MatterDeps, Pick<Ports, 'files'> {
  readonly published: Published
}
