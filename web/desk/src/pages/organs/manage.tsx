import { Select } from 'antd'
import { useId, useState } from 'react'
import { DUTIES, DUTY_NAMES, type Duty } from '../../../../../shared/identity/duty.ts'
import { dateInShanghai } from '../../../../../shared/kernel/clock.ts'
import { type OrganPosts, organs as routes } from '../../api/routes.ts'
import { Ask } from '../../pieces/ask.tsx'
import { ConfirmCommand } from '../../pieces/confirm-command.tsx'

type Post = OrganPosts['posts'][number]
type Holding = Post['holdings'][number]
type People = OrganPosts['people']

const today = () => dateInShanghai(new Date())

function Choose(props: {
  label: string
  value: string
  options: { value: string; label: string }[]
  onChange: (v: string) => void
}) {
  const id = useId()
  return (
    <div className="ask">
      <label htmlFor={id}>{props.label}</label>
      <Select
        id={id}
        style={{ width: '100%' }}
        showSearch={{ optionFilterProp: 'label' }}
        value={props.value || undefined}
        options={props.options}
        onChange={props.onChange}
      />
    </div>
  )
}

const named = (people: People) =>
  people.filter((p) => p.active).map((p) => ({ value: p.id, label: `${p.name}(${p.id})` }))

/** 任命: who holds or deputises (AB角), from when, until when. */
export function Appoint({ organ, people }: { readonly organ: string; readonly people: People }) {
  const [duty, setDuty] = useState<Duty>()
  const [account, setAccount] = useState('')
  const [as, setAs] = useState('')
  const [from, setFrom] = useState(today)
  const [document, setDocument] = useState('')
  const more = document ? { document } : {}
  return (
    <ConfirmCommand
      route={routes.appoint}
      input={{ params: { organ }, body: { duty: duty as Duty, account, as: as as 'holder', from, ...more } }}
      label="任命"
      title="任命"
      happens={['从起始日期起,这个岗位的待办和提醒归新任职的人。', '副岗(B角)在主岗休假时代行。']}
      done="已任命"
    >
      <Choose
        label="职责"
        value={duty ?? ''}
        options={DUTIES.map((d) => ({ value: d, label: DUTY_NAMES[d] }))}
        onChange={(v) => setDuty(v as Duty)}
      />
      <Choose label="人员" value={account} options={named(people)} onChange={setAccount} />
      <Choose
        label="主岗还是副岗"
        value={as}
        options={[
          { value: 'holder', label: '主岗(A角)' },
          { value: 'deputy', label: '副岗(B角)' },
        ]}
        onChange={setAs}
      />
      <Ask label="起始日期" value={from} onChange={setFrom} />
      <Ask label="任职文件(可不填)" value={document} onChange={setDocument} />
    </ConfirmCommand>
  )
}

/** 登记人员: an account for somebody whom the issuer knows. */
export function AddPerson({ organ }: { readonly organ: string }) {
  const [id, setId] = useState('')
  const [name, setName] = useState('')
  return (
    <ConfirmCommand
      route={routes.register}
      input={{ params: { organ }, body: { id, name } }}
      label="登记人员"
      title="登记本单位人员"
      happens={['账号要和统一身份认证里的一致;登记后还没有岗位,需要再任命。']}
      done="已登记"
      type="default"
    >
      <Ask label="账号" value={id} onChange={setId} />
      <Ask label="姓名" value={name} onChange={setName} />
    </ConfirmCommand>
  )
}

/** 休假 and 销假. */
export function Leave({ organ, people }: { readonly organ: string; readonly people: People }) {
  const [account, setAccount] = useState('')
  const [from, setFrom] = useState(today)
  const [to, setTo] = useState('')
  return (
    <ConfirmCommand
      route={routes.leave}
      input={{ params: { organ }, body: { account, from, to: to || null } }}
      label="登记休假"
      title="登记休假或销假"
      happens={['休假期间由副岗代行,待办和提醒转给代行的人。', '最后一天留空,就是提前销假。']}
      done="已登记"
      type="default"
    >
      <Choose label="人员" value={account} options={named(people)} onChange={setAccount} />
      <Ask label="起始日期" value={from} onChange={setFrom} />
      <Ask label="最后一天(销假时留空)" value={to} onChange={setTo} />
    </ConfirmCommand>
  )
}

/** 移交: the post goes to somebody else, and with it everything that is open. */
export function HandOver({
  organ,
  post,
  holding,
  people,
}: {
  organ: string
  post: Post
  holding: Holding
  people: People
}) {
  const [to, setTo] = useState('')
  const [on, setOn] = useState(today)
  const [document, setDocument] = useState('')
  const more = document ? { document } : {}
  return (
    <ConfirmCommand
      route={routes.handOver}
      input={{ params: { organ }, body: { post: post.id, from: holding.account, to, on, ...more } }}
      label="移交"
      title={`移交「${post.title}」`}
      happens={['岗位名下没办完的事、以后的提醒,从交接日起都归接任的人。', '原任职人的历史记录不变。']}
      done="已移交"
      type="text"
    >
      <Choose
        label="接任的人"
        value={to}
        options={named(people).filter((p) => p.value !== holding.account)}
        onChange={setTo}
      />
      <Ask label="交接日期" value={on} onChange={setOn} />
      <Ask label="任职文件(可不填)" value={document} onChange={setDocument} />
    </ConfirmCommand>
  )
}

/** 借出: a signer for an office below that has too few; who is lent is named by account, since they work here. */
export function Lend({ organ, post }: { readonly organ: string; readonly post: Post }) {
  const [account, setAccount] = useState('')
  const [from, setFrom] = useState(today)
  const [to, setTo] = useState('')
  return (
    <ConfirmCommand
      route={routes.lend}
      input={{ params: { organ }, body: { post: post.id, account, from, to } }}
      label="派人代签"
      title={`向「${post.title}」派一位上级的同志`}
      happens={['用于人手不足、需要第二位签章人的单位;到期自动结束。', '签章和记录里注明是上级派来的。']}
      done="已派出"
      type="text"
    >
      <Ask label="派出人员的账号" value={account} onChange={setAccount} />
      <Ask label="起始日期" value={from} onChange={setFrom} />
      <Ask label="截止日期" value={to} onChange={setTo} />
    </ConfirmCommand>
  )
}

export function End({ organ, post, holding }: { organ: string; post: Post; holding: Holding }) {
  const [lastDay, setLastDay] = useState(today)
  return (
    <ConfirmCommand
      route={routes.end}
      input={{ params: { organ }, body: { post: post.id, holding: holding.id, lastDay } }}
      label="结束任职"
      title={`结束在「${post.title}」的任职`}
      happens={['最后一天之后,这个人不再能以这个岗位办事;历史记录不变。']}
      done="已登记"
      danger
      type="text"
    >
      <Ask label="最后一天" value={lastDay} onChange={setLastDay} />
    </ConfirmCommand>
  )
}
