import { useState } from 'react'
import { DUTIES, DUTY_NAMES, type Duty } from '../../../../../shared/identity/duty.ts'
import { dateInShanghai } from '../../../../../shared/kernel/clock.ts'
import { organs as routes } from '../../api/routes.ts'
import { Ask, AskDate, Choose } from '../../pieces/ask.tsx'
import { ConfirmCommand } from '../../pieces/confirm-command.tsx'
import { Pick } from '../../pieces/pick.tsx'
import { type Holding, onEnd, onHandOver, type People, type Post } from './preview.ts'

export const today = () => dateInShanghai(new Date())
export const named = (people: People) =>
  people.filter((p) => p.active).map((p) => ({ value: p.id, label: `${p.name}(${p.id})` }))
/** What was left blank is left out. */
const given = (fields: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, text]) => text.trim() !== ''))

const DUTY_OPTIONS = DUTIES.map((value) => ({ value, label: DUTY_NAMES[value] }))
const NOBODY = '没有登记在册的人员,请先「登记人员」'

interface OrganProps {
  readonly organ: string
  readonly people: People
}
interface PostProps extends OrganProps {
  readonly post: Post
  readonly holding: Holding
}

/** 任命: who holds or deputises (AB角), from when, until when. */
export function Appoint({ organ, people }: OrganProps) {
  const [duty, setDuty] = useState('')
  const [seat, setSeat] = useState('')
  const [account, setAccount] = useState('')
  const [as, setAs] = useState<'holder' | 'deputy'>()
  const [from, setFrom] = useState(today)
  const [to, setTo] = useState('')
  const [document, setDocument] = useState('')
  const body = {
    duty: duty as Duty,
    account,
    as: as as 'holder',
    from,
    ...(seat.trim() ? { seat: Number(seat) } : {}),
    ...given({ to, document }),
  }
  return (
    <ConfirmCommand
      route={routes.appoint}
      input={{ params: { organ }, body }}
      label="任命"
      title="任命"
      happens={['从起始日期起,这个岗位的待办和提醒归新任职的人。', '副岗(B角)在主岗休假、空缺时代行。']}
      done="已任命"
    >
      <Choose label="职责" value={duty} options={DUTY_OPTIONS} onChange={setDuty} />
      <Choose label="人员" value={account} options={named(people)} none={NOBODY} onChange={setAccount} />
      <Pick
        label="主岗还是副岗"
        value={as}
        options={[
          { value: 'holder', label: '主岗(A角)' },
          { value: 'deputy', label: '副岗(B角)' },
        ]}
        onChange={setAs}
      />
      <AskDate label="起始日期" value={from} onChange={setFrom} />
      <AskDate label="截止日期(可不填)" value={to} onChange={setTo} />
      <Ask label="第几席(同一职责设几席时才填)" value={seat} onChange={setSeat} />
      <Ask label="任职文件(可不填)" value={document} onChange={setDocument} />
    </ConfirmCommand>
  )
}

/** 移交: the post goes to somebody else, and with it everything that is open. */
export function HandOver({ organ, post, holding, people }: PostProps) {
  const [to, setTo] = useState('')
  const [on, setOn] = useState(today)
  const [document, setDocument] = useState('')
  return (
    <ConfirmCommand
      route={routes.handOver}
      input={{
        params: { organ },
        body: { post: post.id, from: holding.account, to, on, ...given({ document }) },
      }}
      label="移交"
      title={`移交「${post.title}」`}
      happens={[
        ...onHandOver(people, holding.account, to, on),
        '岗位名下没办完的事、以后的提醒,从交接日起都归接任的人,并发消息告诉他。',
        '原任职人的历史记录不变。',
      ]}
      done="已移交"
      type="link"
    >
      <Choose
        label="接任的人"
        value={to}
        options={named(people).filter((p) => p.value !== holding.account)}
        none={NOBODY}
        onChange={setTo}
      />
      <AskDate label="交接日期" value={on} onChange={setOn} />
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
      type="link"
    >
      <Ask label="派出人员的账号" value={account} onChange={setAccount} />
      <AskDate label="起始日期" value={from} onChange={setFrom} />
      <AskDate label="截止日期" value={to} onChange={setTo} />
    </ConfirmCommand>
  )
}

/** 结束任职: what is past stays as it was. */
export function End({ organ, post, holding, people }: PostProps) {
  const [lastDay, setLastDay] = useState(today)
  return (
    <ConfirmCommand
      route={routes.end}
      input={{ params: { organ }, body: { post: post.id, holding: holding.id, lastDay } }}
      label="结束任职"
      title={`结束在「${post.title}」的任职`}
      happens={['最后一天之后,这个人不再能以这个岗位办事;历史记录不变。', ...onEnd(post, people, holding, lastDay)]}
      done="已登记"
      danger
      type="link"
    >
      <AskDate label="最后一天" value={lastDay} onChange={setLastDay} />
    </ConfirmCommand>
  )
}
