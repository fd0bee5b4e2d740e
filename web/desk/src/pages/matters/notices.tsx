import { Link } from 'wouter'
import { useDesk } from '../../api/desk.ts'
import { useRead } from '../../api/hooks.ts'
import { CHANNEL_NAMES, comments, type MatterView, type Notice, notices, spokenClosing } from '../../api/routes.ts'
import { mayNow } from '../../pieces/acts.ts'
import { Nothing, PageState } from '../../pieces/page-state.tsx'
import { shortInstant } from '../../pieces/times.ts'
import '../comments/comments.css'
import { Numbers } from '../comments/numbers.tsx'
import { mayUse } from '../may.ts'
import { PublishNotice } from './publish-notice.tsx'

/** Under 「下一步」, while nothing was published: where to do it. A second notice is rare, and is found at the first. */
export function NoticeActs({ matter }: { readonly matter: MatterView }) {
  const { data } = useRead(notices.list, { params: { matter: matter.id } })
  if (!data || data.notices.length > 0 || !mayNow(data.acts, 'publish')) return null
  return <a href="#notices">去发布公示</a>
}

/** 公示与意见: what was published, until when, where else; and the form to publish, for who may. */
export function Notices({ matter }: { readonly matter: MatterView }) {
  const read = useRead(notices.list, { params: { matter: matter.id } })
  return (
    <section className="sheet" id="notices" aria-label="公示与意见">
      <h2>公示与意见</h2>
      <PageState read={read} what="公示" shape="list">
        {({ notices: all, acts }) => (
          <>
            {all.length === 0 && !mayNow(acts, 'publish') && (
              <Nothing title="还没有公示">填报单位的报送人发布后,会列在这里。</Nothing>
            )}
            {all.map((notice) => (
              <Published key={notice.id} notice={notice} />
            ))}
            {all.length > 0 && <Heard matter={matter.id} />}
            {mayNow(acts, 'publish') && <Publish matter={matter} again={all.length > 0} />}
          </>
        )}
      </PageState>
    </section>
  )
}

function Publish({ matter, again }: { matter: MatterView; again: boolean }) {
  if (!again) return <PublishNotice matter={matter} />
  return (
    <details>
      <summary>再次公示,征求意见</summary>
      <PublishNotice matter={matter} />
    </details>
  )
}

function Published({ notice }: { notice: Notice }) {
  return (
    <div>
      <p>
        {shortInstant(new Date(notice.publishedAt), new Date())}发布,征求意见至
        <strong>{spokenClosing(notice.closesOn)}</strong>。{' '}
        <a href={`/matters/${notice.matter}/`} target="_blank" rel="noreferrer">
          打开公示页面
        </a>
      </p>
      {notice.shortenReason.trim() && <p>缩短期限的理由:{notice.shortenReason}</p>}
      {notice.channels.length > 0 && (
        <p className="quiet">
          同时发布在:{notice.channels.map((c) => `${CHANNEL_NAMES[c.kind]}(${c.where})`).join('、')}
        </p>
      )}
    </div>
  )
}

/** What people said, in numbers; the words themselves are read where they are answered. */
function Heard({ matter }: { matter: string }) {
  const { post } = useDesk()
  const read = useRead(comments.balance, { params: { matter } }, { everySeconds: 60 })
  return (
    <PageState read={read} what="意见件数" shape="text">
      {({ balance }) => (
        <>
          <Numbers balance={balance} />
          {mayUse(comments.list.may, post.duty) && <Link href={`/comments/${matter}`}>查看意见</Link>}
        </>
      )}
    </PageState>
  )
}
