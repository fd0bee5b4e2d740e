/**
 * A mark of state secrets in a title or a file name (保守国家秘密法: 国家秘密标志「绝密」「机密」「秘密」, ★ and the term
 * after it). 涉密 papers must never come onto this system. A file name without a mark proves nothing: the person's
 * declaration stands beside it.
 * @returns the mark that was found
 */
export function secretMark(text: string): string | undefined {
  // Marks are often set with spaces, dots or in other widths: 「机 密★10年」.
  const folded = text.normalize('NFKC').replace(/[\s·.\-_—]/g, '')
  const mark = /绝密|机密|(?<!商业|技术|个人)秘密/.exec(folded)?.[0]
  if (mark) return mark
  return /[★☆]/.exec(folded)?.[0]
}
