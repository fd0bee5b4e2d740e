import { archive, comments, matters } from '../../api/routes.ts'

const EACH_STEP = '办理一步，这里就多一条，不能删改。'

/** The chains on which it is kept what happened to a matter, in the order of the page. To join them: a line here. */
export const CHAINS = [
  { name: '办理记录', route: matters.record, empty: EACH_STEP },
  // The first release kept these on the matter's own chain, and they stay there until somebody changes the volume.
  { name: '台账办理记录', route: archive.record, empty: `${EACH_STEP}早先登记的材料，记在上面的办理记录里。` },
  { name: '意见办理记录', route: comments.record, empty: EACH_STEP },
] as const

export type Chain = (typeof CHAINS)[number]
