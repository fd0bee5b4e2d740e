import { Button } from 'antd'
import type { May } from '../../../../shared/http/route.ts'
import { DUTY_NAMES } from '../../../../shared/identity/duty.ts'
import { useDesk } from '../api/desk.ts'
import { postName } from '../layout/post-choice.ts'
import { PageHead } from '../pieces/page-head.tsx'
import { mayUse } from './may.ts'

/** The post acted in may not open this page: says who may, and offers the person's own posts that may. */
export default function NoRight({ may }: { readonly may: May }) {
  const { me, post, choosePost } = useDesk()
  const holders = typeof may === 'string' ? [] : may.map((duty) => DUTY_NAMES[duty])
  const own = me.posts.filter((p) => p.acts && p.post !== post.post && mayUse(may, p.duty))
  return (
    <section className="sheet">
      <PageHead title="您现在的岗位不能看这一页" />
      <p>您现在以「{postName(post)}」办事。</p>
      {holders.length > 0 && (
        <p>这一页由{holders.map((h) => `「${h}」`).join('、')}使用。需要时请与本单位管理员联系。</p>
      )}
      {own.map((p) => (
        <p key={p.post}>
          <Button type="primary" onClick={() => choosePost(p.post)}>
            改以「{postName(p)}」办事
          </Button>
        </p>
      ))}
    </section>
  )
}
