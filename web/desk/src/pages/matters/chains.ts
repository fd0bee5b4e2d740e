import { archive, comments, matters } from '../../api/routes.ts'

/** The chains on which it is kept what happened to a matter, in the order of the page. To join them: a line here. */
export const CHAINS = [
  { name: '办理记录', route: matters.record },
  { name: '台账办理记录', route: archive.record },
  { name: '意见办理记录', route: comments.record },
] as const

export type Chain = (typeof CHAINS)[number]
