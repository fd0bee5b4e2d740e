import { useState } from 'react'
import { organs as routes } from '../../api/routes.ts'
import { Ask, AskDate, Choose } from '../../pieces/ask.tsx'
import { ConfirmCommand } from '../../pieces/confirm-command.tsx'
import { named, today } from './holdings.tsx'
import { onLeave, type People, type Post } from './preview.ts'

interface Props {
  readonly organ: string
  readonly people: People
}

/** Those whom this organ employs: it grants their leave and closes their accounts. */
const own = ({ organ, people }: Props) => people.filter((p) => p.organ === organ)

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
      onDone={() => {
        setId('')
        setName('')
      }}
    >
      <Ask label="账号" value={id} onChange={setId} />
      <Ask label="姓名" value={name} onChange={setName} />
    </ConfirmCommand>
  )
}

/** 休假 and 销假. */
export function Leave({ organ, people, posts }: Props & { readonly posts: readonly Post[] }) {
  const [account, setAccount] = useState('')
  const [from, setFrom] = useState(today)
  const [to, setTo] = useState('')
  const known = people.find((p) => p.id === account)?.leaves.filter((leave) => today() <= leave.to) ?? []
  const preview = to === '' ? [] : onLeave(posts, people, account, from)
  return (
    <ConfirmCommand
      route={routes.leave}
      input={{ params: { organ }, body: { account, from, to: to || null } }}
      label="登记休假"
      title="登记休假或销假"
      happens={[
        '休假期间由副岗代行,待办和提醒转给代行的人。',
        '最后一天留空,就是销假:起始日期填那段假的第一天。',
        ...preview,
      ]}
      done="已登记"
      type="default"
    >
      <Choose label="人员" value={account} options={named(own({ organ, people }))} onChange={setAccount} />
      {known.length > 0 && <p>已登记的假:{known.map((l) => `${l.from} 至 ${l.to}`).join(';')}</p>}
      <AskDate label="起始日期" value={from} onChange={setFrom} />
      <AskDate label="最后一天(销假时留空)" value={to} onChange={setTo} />
    </ConfirmCommand>
  )
}

/** 停用账号: gone for good; the record stays. */
export function CloseAccount({ organ, people }: Props) {
  const [account, setAccount] = useState('')
  return (
    <ConfirmCommand
      route={routes.close}
      input={{ params: { organ }, body: { account } }}
      label="停用账号"
      title="停用一位同志的账号?"
      happens={['立即不能再登录办事,所任岗位由副岗代行,直到任命新人。', '以前办过的事和签过的章都在记录里,不变。']}
      done="已停用"
      danger
      type="default"
      onDone={() => setAccount('')}
    >
      <Choose label="人员" value={account} options={named(own({ organ, people }))} onChange={setAccount} />
    </ConfirmCommand>
  )
}
