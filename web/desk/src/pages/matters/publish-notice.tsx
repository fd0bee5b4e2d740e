import { useCommand } from '../../api/hooks.ts'
import { type MatterView, type NoticeText, notices } from '../../api/routes.ts'
import { DraftForm } from '../../pieces/draft-form.tsx'
import { NoticeFields } from './notice-fields.tsx'

/** 发布公示: begins with what the matter says of itself; the minimum period is checked by the server and named here. */
export function PublishNotice({ matter }: { readonly matter: MatterView }) {
  const { run } = useCommand(notices.publish)
  const empty: NoticeText = {
    summary: matter.facts.summary,
    questions: [],
    ways: [],
    contact: { office: matter.organ.name, phone: '', email: '', address: '' },
    channels: [],
    attachments: [],
    days: 30,
    shortenReason: '',
    secrecyReviewer: '',
  }
  const send = async (notice: NoticeText) => {
    await run({ params: { matter: matter.id }, body: { version: matter.version, notice } })
    return { version: 0, values: empty }
  }
  return (
    <div className="form">
      <h3>发布公示,征求意见</h3>
      <DraftForm<NoticeText>
        matter={matter.id}
        name="notice"
        current={{ version: 0, values: empty }}
        send={send}
        reload={async () => ({ version: 0, values: empty })}
        labels={{}}
        within="notice"
        submit="发布公示"
        happens="发布后立即出现在公众网站上,期限从明天起算,不能提前结束。"
      >
        <NoticeFields matter={matter.id} />
      </DraftForm>
    </div>
  )
}
