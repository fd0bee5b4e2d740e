/** An account that signs in without a password. People are invented; `duty` is as shown (审查人). */
export interface DemoAccount {
  readonly id: string
  readonly name: string
  readonly posts: readonly { readonly duty: string; readonly organName: string }[]
  readonly onLeave?: boolean
}

export interface AccountGroup {
  readonly organName: string
  readonly accounts: readonly DemoAccount[]
}

/** Who holds no post can sign in as well; the desk says what is missing. */
const NO_ORGAN = '暂无岗位'

/**
 * Accounts under the organ of their first post, in the order given.
 * @param wanted words of which each is part of a name, a duty, an organ or the account itself; blank shows all
 */
export function groupAccounts(accounts: readonly DemoAccount[], wanted: string): readonly AccountGroup[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean)
  const groups = new Map<string, DemoAccount[]>()
  for (const account of accounts) {
    const text = [account.id, account.name, ...account.posts.flatMap((p) => [p.duty, p.organName])]
      .join(' ')
      .toLowerCase()
    if (!words.every((word) => text.includes(word))) continue
    const organName = account.posts[0]?.organName ?? NO_ORGAN
    const group = groups.get(organName)
    if (group) group.push(account)
    else groups.set(organName, [account])
  }
  return [...groups].map(([organName, members]) => ({ organName, accounts: members }))
}
