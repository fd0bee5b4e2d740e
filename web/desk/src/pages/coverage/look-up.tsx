import { Button } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { coverage } from '../../api/routes.ts'
import { Ask } from '../../pieces/ask.tsx'
import { PageState } from '../../pieces/page-state.tsx'
import { Refused } from '../../pieces/refused.tsx'
import { Match } from './match.tsx'

/** One code, as it stands on the paper on the desk. */
export function LookUp() {
  const [typed, setTyped] = useState('')
  const [code, setCode] = useState('')
  const read = useRead(coverage.project, { params: { code } }, { when: code !== '' })
  return (
    <section className="sheet form" aria-label="按项目代码查询">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          setCode(typed.trim())
        }}
      >
        <Ask label="项目代码" value={typed} onChange={setTyped} placeholder="如 2026-620702-48-01-000112" />
        <Button htmlType="submit" disabled={typed.trim() === ''}>
          查询
        </Button>
      </form>
      {/* Mistyped, which no second try mends. */}
      {read.error?.code === 'invalid' && <Refused error={read.error} />}
      {code !== '' && read.error?.code !== 'invalid' && (
        <PageState read={read} what="这个项目代码" shape="list">
          {(project) => (
            <div role="status">
              <p>
                <span className="number">{project.code}</span>
                {project.listed ? '（在本地的项目清单上）' : '（不在本地的项目清单上）'}
              </p>
              <Match of={project} />
            </div>
          )}
        </PageState>
      )}
    </section>
  )
}
