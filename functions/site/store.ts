/** Nothing lies here: it is read to see whether the store answers. The one partition that this function may read. */
export const HEALTH = { pk: 'HEALTH', sk: 'HEALTH' } as const
