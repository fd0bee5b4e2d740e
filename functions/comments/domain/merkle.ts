/** Joins two nodes, or marks a leaf: hashing is passed in, since rules know no cryptography of a platform. */
export type Hash = (text: string) => string

/** Different marks for leaves and nodes, so that a node can never pass for a leaf (RFC 6962, 2.1). */
const leaf = (hash: Hash, value: string) => hash(`0${value}`)
const node = (hash: Hash, a: string, b: string) => hash(`1${a}${b}`)

/** The root over commitments in their sorted order; '' for none. */
export function merkleRoot(hash: Hash, commitments: readonly string[]): string {
  let level = [...commitments].sort().map((c) => leaf(hash, c))
  while (level.length > 1) level = parents(hash, level)
  return level[0] ?? ''
}

export interface Step {
  readonly side: 'left' | 'right'
  readonly hash: string
}

/** What to join, and from which side, to get from one commitment to the root; undefined when it is not among them. */
export function merklePath(hash: Hash, commitments: readonly string[], commitment: string): Step[] | undefined {
  const sorted = [...commitments].sort()
  let at = sorted.indexOf(commitment)
  if (at < 0) return undefined
  let level = sorted.map((c) => leaf(hash, c))
  const path: Step[] = []
  while (level.length > 1) {
    const twin = at % 2 === 0 ? at + 1 : at - 1
    const sibling = level[twin]
    if (sibling !== undefined) path.push({ side: twin < at ? 'left' : 'right', hash: sibling })
    level = parents(hash, level)
    at = Math.floor(at / 2)
  }
  return path
}

/** Anyone can do this with a receipt: the root that a commitment and its path lead to. */
export function rootOf(hash: Hash, commitment: string, path: readonly Step[]): string {
  return path.reduce(
    (h, s) => (s.side === 'left' ? node(hash, s.hash, h) : node(hash, h, s.hash)),
    leaf(hash, commitment),
  )
}

function parents(hash: Hash, level: readonly string[]): string[] {
  const up: string[] = []
  for (let i = 0; i < level.length; i += 2) {
    const [a, b] = [level[i] as string, level[i + 1]]
    up.push(b === undefined ? a : node(hash, a, b))
  }
  return up
}
