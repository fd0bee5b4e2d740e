export { publicPapers } from './commands/offer.ts'
export { publicAttachment, volumeOf } from './reads/volume.ts'
