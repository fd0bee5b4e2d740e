import { comments, DISPOSITION_NAMES } from '../../api/routes.ts'
import { Ask } from '../../pieces/ask.tsx'
import { ConfirmCommand } from '../../pieces/confirm-command.tsx'
import { Pick } from '../../pieces/pick.tsx'
import { useKept } from '../../pieces/use-kept.ts'
import { DISPOSITIONS } from './answer.tsx'

interface Props {
  readonly matter: string
  readonly chosen: readonly string[]
  readonly onDone: () => void
}

const EMPTY: { disposition?: keyof typeof DISPOSITION_NAMES; title: string; summary: string; reason: string } = {
  title: '',
  summary: '',
  reason: '',
}

/** 归纳: several comments as one theme, in the officer's own words; this is what the public page shows. */
export function Group({ matter, chosen, onDone }: Props) {
  const [theme, change, forget] = useKept(matter, 'theme', EMPTY)
  const { title, summary, disposition, reason } = theme
  const body = { title, summary, disposition: disposition as 'adopted', reason, comments: [...chosen] }
  return (
    <ConfirmCommand
      route={comments.group}
      input={{ params: { matter }, body }}
      label={`归纳所选 ${chosen.length} 条`}
      title={`把 ${chosen.length} 条意见归纳成一个主题并答复`}
      happens={[
        '主题、归纳和答复会公开在公示页面的「您说我们做」里。',
        '请用自己的话:不能照抄原文,不能有指向个人的内容。',
      ]}
      done="已归纳并答复"
      onDone={() => {
        forget()
        onDone()
      }}
    >
      <Ask label="主题" value={title} onChange={(text) => change({ title: text })} />
      <Ask long label="归纳" value={summary} onChange={(text) => change({ summary: text })} />
      <Pick
        label="采纳情况"
        value={disposition}
        options={DISPOSITIONS}
        onChange={(picked) => change({ disposition: picked })}
      />
      <Ask long label="答复和理由" value={reason} onChange={(text) => change({ reason: text })} />
      <Preview {...theme} />
    </ConfirmCommand>
  )
}

/** As the public page will have it (web/site/pages/matter.ts). */
function Preview({ title, summary, disposition, reason }: typeof EMPTY) {
  if (!title && !summary && !reason) return null
  return (
    <section className="preview" aria-label="公示页面上是这样">
      <p className="quiet">公示页面上是这样:</p>
      <h3>{title || '(主题)'}</h3>
      <p className="text">{summary || '(归纳)'}</p>
      <p className="text">
        <strong>{disposition ? DISPOSITION_NAMES[disposition] : '(采纳情况)'}</strong>:{reason || '(答复和理由)'}
      </p>
    </section>
  )
}
