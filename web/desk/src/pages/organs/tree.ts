import type { Organ } from '../../api/routes.ts'

export interface Node {
  readonly organ: Organ
  readonly below: readonly Node[]
}

/**
 * The register as a tree, city first. An organ whose parent is not in the list (a scope that begins lower down) stands
 * at the top.
 */
export function treeOf(organs: readonly Organ[]): Node[] {
  const known = new Set(organs.map((o) => o.code))
  const under = new Map<string, Organ[]>()
  const tops: Organ[] = []
  for (const organ of organs) {
    if (organ.parent === undefined || !known.has(organ.parent)) tops.push(organ)
    else under.set(organ.parent, [...(under.get(organ.parent) ?? []), organ])
  }
  const node = (organ: Organ): Node => ({ organ, below: inOrder(under.get(organ.code) ?? []).map(node) })
  return inOrder(tops).map(node)
}

/** Nodes whose name has the words in it, with the way down to them. All when nothing was typed. */
export function matching(nodes: readonly Node[], typed: string): Node[] {
  const wanted = typed.trim()
  if (wanted === '') return [...nodes]
  return nodes.flatMap((node) => {
    if (node.organ.name.includes(wanted)) return [node]
    const below = matching(node.below, wanted)
    return below.length > 0 ? [{ ...node, below }] : []
  })
}

/** Its offices, then the bodies under it, then departments and areas: towns and counties are what is looked for. */
function inOrder(organs: readonly Organ[]): Organ[] {
  return [...organs].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.code < b.code ? -1 : 1))
}

const ORDER: readonly Organ['kind'][] = ['office', 'decision-office', 'government', 'department', 'area']
