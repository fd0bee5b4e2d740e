export { publicAttachment, volumeOf } from './reads/volume.ts'
