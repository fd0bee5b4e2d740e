import type { Me, MyPost } from '../api/routes.ts'

const KEY = 'desk.post:'

/** The post that was last chosen on this machine if the person still acts in it, else the one the server takes. */
export function firstPost(me: Me, remembered: string | null): MyPost {
  return me.posts.find((p) => p.post === remembered && p.acts) ?? me.current
}

export function rememberedPost(account: string): string | null {
  try {
    return localStorage.getItem(KEY + account)
  } catch {
    return null
  }
}

export function rememberPost(account: string, post: string): void {
  try {
    localStorage.setItem(KEY + account, post)
  } catch {
    // Chosen again next time.
  }
}

/** `沙井镇 · 报送人`, and how the person stands in it where that is not as its holder. */
export function postName(post: MyPost): string {
  const as = post.as === 'deputy' ? '(副岗)' : post.as === 'lent' ? '(借用)' : ''
  return `${post.organName} · ${post.title}${as}`
}
