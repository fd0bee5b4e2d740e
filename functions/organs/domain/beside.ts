/** Codes of a place's departments that others name by what they do; the whole list is `seed/departments.ts`. */
const FILES = /-PLC$/
const BESIDE = { petitions: '-XFJ', discipline: '-JW' } as const

/**
 * The 信访局 or the 纪委监委 of the place whose matters an office files: `620702-XFJ` beside `620702-PLC`.
 * @param office code of an office that files (党委政法委)
 */
export function officeBeside(office: string, which: keyof typeof BESIDE): string {
  if (!FILES.test(office)) throw new Error('no office that files: nothing can be said to stand beside it')
  return office.replace(FILES, BESIDE[which])
}
