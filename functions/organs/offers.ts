/** What other features may ask of the register of organs and posts. */

export { authorityFor, superiorOf } from './domain/authority.ts'
export { officeBeside } from './domain/beside.ts'
export { formalName, isListed, type Organ } from './domain/organ.ts'
export { actorSource } from './reads/actors.ts'
export { holdersOf, type Reads, readOrgan, readOrgans } from './reads/register.ts'
