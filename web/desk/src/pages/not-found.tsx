import { Link } from 'wouter'
import { PageHead } from '../pieces/page-head.tsx'

export default function NotFound() {
  return (
    <section className="sheet">
      <PageHead title="没有这一页" />
      <p>网址可能抄错了,或者这一页已经改了地方。事项可以按编号、名称或项目代码在上方查找。</p>
      <Link href="/">回到今日待办</Link>
    </section>
  )
}
