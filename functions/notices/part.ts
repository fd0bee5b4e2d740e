import { type Part, taskOnPage } from '../matters/offers.ts'

/** Notices' part in a matter: after registration somebody must publish a notice. */
export const noticesPart: Part = {
  demands: {},
  mostChecks: 0,
  todo(matter) {
    if (matter.life.state !== 'registered') return []
    const why = '事项已登记,下一步是公示并征求意见'
    return [taskOnPage(matter, matter.organ, { name: 'publish-notice', duty: 'filer', what: '发布公示', why })]
  },
  follows: async () => [],
  // Its events say what happened in `data.what`.
  sentences: {},
  publicSteps: [{ name: '公示并征求意见', states: ['registered', 'consulting'], done: false }],
}
