interface TroubleProps {
  readonly message: string
  readonly onOther?: (() => void) | undefined
}

/** Before the desk stands: what failed, that nothing was lost, and what can be done. Plain, since AntD is not loaded yet. */
export function Trouble({ message, onOther }: TroubleProps) {
  return (
    <main className="opening" role="alert">
      <h1>工作台没有打开</h1>
      <p>{message}。</p>
      <p className="quiet">您以前填写的草稿仍在本机。</p>
      <p>
        <button type="button" className="do" onClick={() => location.assign('/desk/')}>
          再试一次
        </button>{' '}
        {onOther && (
          <button type="button" className="do" onClick={onOther}>
            换一个账号登录
          </button>
        )}
      </p>
    </main>
  )
}
