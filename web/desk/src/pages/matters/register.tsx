import { useRef } from 'react'
import { useLocation } from 'wouter'
import { useDesk } from '../../api/desk.ts'
import { useCommand } from '../../api/hooks.ts'
import { type Facts, matters } from '../../api/routes.ts'
import { DraftForm } from '../../pieces/draft-form.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { FactsFields } from './facts-fields.tsx'

const nobody = { name: '', title: '', phone: '' }
/** Nothing is chosen for anybody: kind, track and level of decision are left open. */
const EMPTY = { title: '', summary: '', area: '', villages: [], projectCode: '', leader: nobody, person: nobody }

import './matters.css'

/** 登记事项. */
export default function RegisterPage() {
  const { post } = useDesk()
  const [, go] = useLocation()
  const { run } = useCommand(matters.register)
  const made = useRef('')
  const send = async (facts: Facts) => {
    made.current = (await run({ body: facts })).id
    return { version: 0, values: EMPTY as unknown as Facts }
  }
  return (
    <>
      <PageHead title="登记事项">
        <p className="quiet">填报单位:{post.organName}。登记后得到编号,下一步是公示并征求意见。</p>
      </PageHead>
      <section className="sheet form">
        <DraftForm<Facts>
          matter="new"
          name={`register ${post.organ}`}
          current={{ version: 0, values: EMPTY as unknown as Facts }}
          send={send}
          reload={async () => ({ version: 0, values: EMPTY as unknown as Facts })}
          labels={{}}
          submit="登记"
          happens="登记后在「事项」里可以看到它在谁手里、下一步是什么。"
          onSent={() => go(`/matters/${made.current}`)}
        >
          <FactsFields />
        </DraftForm>
      </section>
    </>
  )
}
