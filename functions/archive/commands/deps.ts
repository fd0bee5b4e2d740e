import type { Ports } from '../../../shared/ports.ts'

export type Deps = Pick<Ports, 'matters' | 'files' | 'now' | 'newId' | 'log'>
