import { describe, expect, it } from 'vitest'
import type { Me, MyPost } from '../api/routes.ts'
import { firstPost, postName } from '../layout/post-choice.ts'
import { mayUse } from './may.ts'

const post = (id: string, more: Partial<MyPost> = {}): MyPost => ({
  post: id,
  title: '报送人',
  duty: 'filer',
  organ: '620702100',
  organName: '示例镇',
  organPath: '6207/620702/620702100',
  scope: '6207/620702/620702100',
  as: 'holder',
  acts: true,
  until: null,
  ...more,
})
const me: Me = {
  account: 'a',
  name: '示例·甲',
  current: post('a'),
  posts: [post('a'), post('b'), post('c', { acts: false })],
}

describe('what a post opens', () => {
  it('is what the route admits, by duty, to anyone signed in, or to all', () => {
    expect(mayUse(['reviewer', 'leader'], 'filer')).toBe(false)
    expect(mayUse(['reviewer', 'leader'], 'leader')).toBe(true)
    expect(mayUse('signed-in', 'filer')).toBe(true)
    expect(mayUse('public', 'filer')).toBe(true)
  })
})

describe('the post acted in', () => {
  it('is the one last chosen, while the person acts in it', () => {
    expect(firstPost(me, 'b').post).toBe('b')
    expect(firstPost(me, 'c').post).toBe('a')
    expect(firstPost(me, 'handed over').post).toBe('a')
    expect(firstPost(me, null).post).toBe('a')
  })

  it('says when somebody stands in', () => {
    expect(postName(post('x', { as: 'lent' }))).toBe('示例镇 · 报送人(借用)')
    expect(postName(post('x'))).toBe('示例镇 · 报送人')
  })
})
