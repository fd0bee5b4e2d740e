import type { Ports } from '../../shared/ports.ts'

/** Ports that do nothing: composing touches none, so the routes can be listed before anything is opened. */
export const inert = { mac: () => new Uint8Array(32), publicUrl: 'http://localhost' } as unknown as Ports
