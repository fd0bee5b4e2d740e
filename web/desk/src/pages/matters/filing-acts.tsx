import type { ComponentType } from 'react'
import { filing, type MatterView } from '../../api/routes.ts'
import { shownActs } from '../../pieces/acts.ts'
import { ConfirmCommand } from '../../pieces/confirm-command.tsx'
import type { ActProps } from './act-props.ts'
import { Accept, FileAway, Refuse, Return } from './review-commands.tsx'

/** Filing's steps, the one that leads on first. */
const STEPS: Readonly<Record<string, ComponentType<ActProps>>> = {
  finish: Finish,
  submit: Submit,
  revise: Revise,
  recall: Recall,
  accept: Accept,
  file: FileAway,
  return: Return,
  refuse: Refuse,
}

/** What the server says may be done about report, submission and review. */
export function FilingActs({ matter }: { readonly matter: MatterView }) {
  return shownActs(matter.acts, Object.keys(STEPS)).map(({ name, notNow }) => {
    const Step = STEPS[name]
    return Step && <Step key={name} matter={matter} notNow={notNow} />
  })
}

const inputOf = (matter: MatterView) => ({ params: { matter: matter.id }, body: { version: matter.version } })

function Finish({ matter, notNow }: ActProps) {
  return (
    <ConfirmCommand
      route={filing.finish}
      input={{ params: { matter: matter.id }, body: { version: matter.version, form: matter.form.version } }}
      label="完成报告"
      title="完成报告,报备表定稿?"
      happens={['报备表定稿,不能再改;需要改时可以撤回。', '转评估单位负责人签章,再转决策部门签署意见。']}
      done="报告已完成,转签章"
      notNow={notNow}
    />
  )
}

function Submit({ matter, notNow }: ActProps) {
  return (
    <ConfirmCommand
      route={filing.submit}
      input={inputOf(matter)}
      label="报送"
      title={`报送${matter.authority.name}?`}
      happens={['审查单位收到待办,受理期限开始计时。', '对方受理以前,您可以撤回。']}
      done="已报送"
      notNow={notNow}
    />
  )
}

function Revise({ matter, notNow }: ActProps) {
  return (
    <ConfirmCommand
      route={filing.revise}
      input={inputOf(matter)}
      label="撤回修改"
      title="撤回修改报备表?"
      happens={['已签的章作废,改好后要重新签。']}
      done="已撤回,可以修改"
      type="default"
      notNow={notNow}
    />
  )
}

function Recall({ matter, notNow }: ActProps) {
  return (
    <ConfirmCommand
      route={filing.recall}
      input={inputOf(matter)}
      label="撤回报送"
      title="撤回报送?"
      happens={['回到「待报送」,签章仍然有效。']}
      done="已撤回报送"
      type="default"
      notNow={notNow}
    />
  )
}
