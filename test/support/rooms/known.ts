import type { Finding } from './tree.ts'

/** What a check finds and is left as it is, with the reason. Whatever is mended is taken off the list. */
export interface Known {
  /** Begin of the path. */
  readonly at: string
  /** What the finding says, or a part of it. */
  readonly says: string
  readonly why: string
}

export const KNOWN: readonly Known[] = [
  {
    at: 'functions/comments/store.ts',
    says: 'LOOKS#',
    why: 'who looked at lists of comments has lain there since 0.1.0, and rows are for ever: no matter is called HEARING',
  },
  {
    at: 'functions/comments/store.ts',
    says: 'TASK#',
    why: 'the row has lain under the tally since 0.1.0, and rows are for ever',
  },
  {
    at: 'functions/matters/store.ts',
    says: 'a key of comments',
    why: 'the other side of the same: comments write their own to-do row under their own chain',
  },
  {
    at: 'shared/events/verify.ts',
    says: 'REMIND#',
    why: 'the audit knows which rows lie beside a chain and not under it',
  },
]

const isKnown = (finding: Finding) => (known: Known) =>
  finding.at.startsWith(known.at) && finding.says.includes(known.says)

export function unknownOf(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => !KNOWN.some(isKnown(finding)))
}

/** Entries that nothing is found for any more. */
export function mended(findings: readonly Finding[]): Known[] {
  return KNOWN.filter((known) => !findings.some((finding) => isKnown(finding)(known)))
}
