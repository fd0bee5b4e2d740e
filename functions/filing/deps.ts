import type { Ports } from '../../shared/ports.ts'
import type { MatterDeps } from '../matters/offers.ts'
import type { Volume } from './others.ts'

export interface Deps extends MatterDeps, Pick<Ports, 'signer'> {
  readonly volume: Volume
}
