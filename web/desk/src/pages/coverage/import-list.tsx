import { Alert, Button, Modal, Progress } from 'antd'
import { useId, useState } from 'react'
import { useDesk } from '../../api/desk.ts'
import { useCommand, useRead } from '../../api/hooks.ts'
import { ApiError } from '../../api/problem.ts'
import { coverage, MOST_BYTES, type Summary } from '../../api/routes.ts'
import { Refused } from '../../pieces/refused.tsx'
import { useSay } from '../../pieces/say.ts'
import { asBase64 } from './base64.ts'
import { Preview } from './preview.tsx'

interface Chosen {
  readonly name: string
  readonly content: string
}

const BROKEN = new ApiError('fault', '没有办成。请再试一次，已导入的不会重复')

/** Brings a list in: first what it would bring, then how far it has come, then what it brought. */
export function ImportList() {
  const id = useId()
  const [open, setOpen] = useState(false)
  const { chosen, preview, error, running, choose, bring } = useImport(() => setOpen(false))

  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)} style={{ marginBottom: 16 }}>
        导入清单
      </Button>
      <Modal
        open={open}
        title="导入项目清单"
        okText="导入"
        cancelText="先不导入"
        okButtonProps={{ disabled: !chosen, loading: running }}
        cancelButtonProps={{ disabled: running }}
        closable={!running}
        mask={{ closable: false }}
        keyboard={!running}
        onOk={() => void bring()}
        onCancel={() => setOpen(false)}
        afterClose={() => void choose(undefined)}
        destroyOnHidden
      >
        <p>
          请选择从发改部门的系统导出的 CSV
          文件。表的第一行写各栏名称，其中一栏叫「项目代码」；「项目名称」「建设单位」「备注」可有可无，次序不限。
        </p>
        <div className="drop">
          <label htmlFor={id}>选择文件</label>
          <input
            id={id}
            type="file"
            accept=".csv,text/csv"
            disabled={running}
            onChange={(e) => void choose(e.target.files?.[0])}
          />
        </div>
        {preview && <Preview of={preview} />}
        {running && chosen && <Coming file={chosen.name} of={preview?.codes ?? 0} />}
        {error && <Refused error={error} />}
      </Modal>
    </>
  )
}

/** Looks a list through as soon as it is chosen, brings it in when asked to, and says what went wrong. */
function useImport(onDone: () => void) {
  const { call } = useDesk()
  const { run, running } = useCommand(coverage.bring)
  const say = useSay()
  const [chosen, setChosen] = useState<Chosen>()
  const [preview, setPreview] = useState<Summary>()
  const [error, setError] = useState<ApiError>()

  const attempt = async (act: () => Promise<void>) => {
    setError(undefined)
    try {
      await act()
    } catch (e) {
      setError(e instanceof ApiError ? e : BROKEN)
    }
  }
  const choose = (file: File | undefined) =>
    attempt(async () => {
      setChosen(undefined)
      setPreview(undefined)
      if (!file) return
      if (file.size > MOST_BYTES) throw new ApiError('too-large', '文件超过 700 KB。请按月份或年份分成几份，依次导入。')
      const body = { name: file.name, content: await asBase64(file) }
      setPreview(await call(coverage.preview, { body }))
      setChosen(body)
    })
  const bring = () =>
    attempt(async () => {
      if (!chosen) return
      const { fresh, known } = await run({ body: chosen })
      onDone()
      say(`已导入：新增 ${fresh} 个代码，原有 ${known} 个`)
    })

  return { chosen, preview, error, running, choose, bring }
}

/** How far the server has come, as it says itself. */
function Coming({ file, of }: { readonly file: string; readonly of: number }) {
  const read = useRead(coverage.list, { query: {} }, { everySeconds: 1 })
  const done = read.data?.unfinished.find((one) => one.file === file)?.done ?? 0
  const percent = of === 0 ? 0 : Math.floor((done / of) * 100)
  return (
    <Alert
      type="info"
      title={`正在导入，已完成 ${done} 个，共 ${of} 个。请不要关闭这一页`}
      description={<Progress percent={percent} aria-label="导入进度" />}
    />
  )
}
