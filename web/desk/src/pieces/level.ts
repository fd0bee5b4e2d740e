import { LEVEL_NAMES } from '../api/routes.ts'

/** 「低风险」; nothing while no report is finished. */
export function levelName(level: string): string {
  return Object.entries(LEVEL_NAMES).find(([key]) => key === level)?.[1].name ?? ''
}
